"""From an inquiry to the words of its letter, for the page that writes it and for the PDF alike. Reads nothing, changes nothing."""
