package corpus

import "io/fs"

// Files is the corpus folder built into the program, for Lint and the like.
func Files() fs.FS { return embedded }
