"""The figures to reach, size by size: `python -m benchmarks.sizes [NAME…]`.

Problems are drawn outside the time; what is measured runs in a process of its own.
"""
