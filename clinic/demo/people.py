"""Invented names and addresses: patients, physicians, staff, places. Phone numbers are of the range kept free for stories."""

LOCATIONS = (
    ("Harbor Street", "14 Harbor Street, Las Vegas", ("Room 1", "Room 2", "Room 3")),
    ("Juniper Square", "2 Juniper Square, Henderson", ("Room A", "Room B", "Room C")),
    ("North Mill", "77 Mill Road, North Las Vegas", ("Garden room", "Corner room")),
)
# Name, credentials, location, technique credentials. The first one is the demo's own therapist login.
THERAPISTS = (
    ("Amara Okafor", "LMT, CLT", 0, ("MLD",)),
    ("Jonas Lindqvist", "LMT", 0, ()),
    ("Mei Sato", "LMT, NMT", 0, ("ORI",)),
    ("Rosa Haddad", "LMT", 1, ()),
    ("Tom Moreau", "LMT, CLT", 1, ("MLD",)),
    ("Ana Petrov", "LMT", 1, ()),
    ("Kofi Mensah", "LMT", 2, ("REF",)),
    ("Lena Vogt", "LMT, CLT", 2, ("MLD",)),
)
# Name, specialty, practice, NPI (valid by its check digit), how reports reach them.
PHYSICIANS = (
    ("Dr. Lena Albrecht", "Plastic surgery", "Lakeside Surgery", "1234567893", "email"),
    ("Dr. Samuel Iyer", "Family medicine", "Iyer Family Practice", "1558598797", "email"),
    ("Dr. Grace Whitlow", "Breast surgery", "Desert Breast Center", None, "email"),
    ("Dr. Marcus Thiel", "Orthopedics", "Red Rock Orthopedics", None, "email"),
    ("Dr. Ivy Castellano", "Sports medicine", "Motion Clinic", None, "email"),
    ("Dr. Peter Nowicki", "Neurology", "Nowicki Neurology", None, "fax"),
    ("Dr. Hana Suzuki", "General surgery", "Valley Surgical Group", None, "email"),
)
GIVEN = (
    "Ines", "Bruno", "Zofia", "Defne", "Isla", "Thandi", "Daniel", "Lucie", "Sara", "Aoife", "Marta", "Luis", "Hanna", "Eszter", "Nils",
    "Petr", "Oskar", "Lena", "Priya", "Omar", "Greta", "Jamal", "Noor", "Felix", "Carla", "Yusuf", "Agnes", "Mateo", "Ruth", "Elias",
)  # fmt: skip
FAMILY = (
    "Delgado", "Costa", "Nowak", "Kaya", "Fraser", "Mbeki", "Achebe", "Petit", "Abebe", "Quinn", "Silva", "Romero", "Weiss", "Varga", "Olsen",
    "Novak", "Brandt", "Moretti", "Raman", "Haddad", "Lund", "Carter", "Rahimi", "Bauer", "Ortega", "Demir", "Kovacs", "Reyes", "Hale", "Berg",
)  # fmt: skip
