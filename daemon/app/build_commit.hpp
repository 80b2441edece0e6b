#pragma once

namespace triand::app {

// The commit that this program was built from, with "-dirty" behind it where files differed from it; "unknown" where the
// source came without its history.
extern const char* const kBuildCommit;

}  // namespace triand::app
