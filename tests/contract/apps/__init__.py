"""One app of each framework, in its own idiom: every request to /x answers what the stage says."""
