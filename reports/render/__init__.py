"""From figures to words, charts, the letter's HTML and its PDF. Reads nothing, changes nothing."""
