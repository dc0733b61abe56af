"""The clinic's thresholds as the product knows them, by subject."""
