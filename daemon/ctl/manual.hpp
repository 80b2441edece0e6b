#pragma once

#include <string>

namespace CLI {
class App;
}

namespace triand::ctl {

// The manual page trianctl(1) in roff, written from the commands themselves, so that it cannot say anything else.
[[nodiscard]] std::string manual_page(const CLI::App& root);

}  // namespace triand::ctl
