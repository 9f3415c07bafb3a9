"""Measurements that anyone can repeat: quality, speed and memory of each layer."""
