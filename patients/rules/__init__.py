"""Pure rules about names, phones and finding people."""
