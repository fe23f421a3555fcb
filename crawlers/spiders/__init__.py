"""Scrapy's spiders: one, driven by a site file."""
