"""Mails of this app: what they say and to whom; sending is the foundation's."""
