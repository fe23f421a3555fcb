"""What Peil says of itself to the outside, made from the live configuration (charter 25)."""
