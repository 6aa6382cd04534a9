"""What users read, in Danish and English."""
