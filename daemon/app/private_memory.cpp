#include "daemon/app/private_memory.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <system_error>

namespace triand::app {

void keep_memory_private() {
  // A handler that core_pattern pipes cores to is run whatever the limit is; only what is not dumpable has none.
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    throw std::system_error(errno, std::generic_category(), "PR_SET_DUMPABLE");
  // An exec makes a process dumpable again; the limit stays.
  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0)
    throw std::system_error(errno, std::generic_category(), "RLIMIT_CORE");
}

}  // namespace triand::app
