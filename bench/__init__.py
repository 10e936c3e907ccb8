"""What httpolite costs, as ratios to what stands beside it in the same run: `python -m bench`."""
