#pragma once

namespace triand::app {

// What is in this process's memory (secrets, names, telephones) stays there: it writes no core, whatever limits and
// handler of cores the system has, and no other process of its user may attach to it or read it through /proc. Programs
// that it starts write no core either. Call before the first secret is read. Throws std::system_error.
void keep_memory_private();

}  // namespace triand::app
