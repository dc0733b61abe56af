"""From plain values to drawings for the pages of a course of care. Reads nothing, changes nothing."""
