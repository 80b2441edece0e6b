#pragma once

#include <string>

namespace CLI {
class App;
}

namespace triand::ctl {

// A script that completes the commands and options of `root` in bash, zsh or fish.
[[nodiscard]] std::string completion_script(const CLI::App& root, const std::string& shell);

}  // namespace triand::ctl
