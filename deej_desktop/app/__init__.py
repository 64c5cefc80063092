"""The composition root: command line, logging, and wiring of everything else."""
