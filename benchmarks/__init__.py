"""What `make bench` runs: the service against floors written by hand, in one run, in CPU time, as paired ratios.

Every answer is compared with its floor's before either is timed.
"""
