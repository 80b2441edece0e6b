#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "tests/fuzz/targets.hpp"

// The program that libFuzzer drives: which target it feeds, the environment variable TRIAND_FUZZ says.
namespace {

const triand::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  const char* const name = std::getenv("TRIAND_FUZZ");
  chosen = triand::fuzz::find_target(name == nullptr ? "" : name);
  if (chosen != nullptr) return 0;
  std::cerr << "say in TRIAND_FUZZ what is fuzzed; there are:\n";
  for (const triand::fuzz::Target& target : triand::fuzz::targets()) std::cerr << target.name << "\n";
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Of nothing there may be no address.
  chosen->feed(size == 0 ? std::string_view("")
                         : std::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
