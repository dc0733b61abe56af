"""Gradual work: what one visit may do after those before it (P1 to P14 of docs/clinical.md), one module per guard.

P8 is a guard of time since the injury; the length of a visit (P13) and the referral's part of P11 are booking rules.
"""
