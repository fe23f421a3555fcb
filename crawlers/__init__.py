"""Collect: site files in, run folders out. The only room that makes requests."""
