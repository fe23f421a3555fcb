"""What leaves Peil as files. Each is minimal, dated and counted; who may ask, and who approves, is said elsewhere."""
