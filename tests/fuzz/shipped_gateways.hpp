#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <vector>

#include "channels/sms/description.hpp"
#include "tests/source_file.hpp"

namespace triand::fuzz {

// Every description of a gateway that is installed.
inline const std::vector<std::shared_ptr<const channels::Description>>& shipped_gateways() {
  static const auto all = [] {
    std::vector<std::shared_ptr<const channels::Description>> out;
    config::Problems problems;
    for (const auto& file : std::filesystem::directory_iterator(test::source_file("config/gateways"))) {
      const bool is_letters_window = file.path().filename().string().starts_with("window-");
      if (!is_letters_window) out.push_back(channels::Description::load(file.path().string(), problems));
    }
    if (out.empty() || !problems.empty())
      throw std::runtime_error("the installed descriptions cannot be read");
    return out;
  }();
  return all;
}

}  // namespace triand::fuzz
