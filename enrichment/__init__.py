"""Read and link, purely: version -> reading, image -> fingerprint, ads -> links -> clusters."""
