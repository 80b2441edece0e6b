#pragma once

#include <map>
#include <string>

namespace triand::channels {

// Tells one customer's message that a gateway refuses from a template, or a campaign's text, that it takes from nobody: the
// first is that customer's affair, the second must not go on through the whole queue. Pure.
class TemplateHealth {
 public:
  static constexpr int kInARow = 5;

  // A message of that template or campaign was taken.
  void took(const std::string& id) { refused_.erase(id); }
  // One was refused for what stands in it; whether that has repeated so often, without one that was taken, that the template is
  // at fault. It is then counted anew.
  [[nodiscard]] bool refused(const std::string& id) {
    if (++refused_[id] < kInARow) return false;
    refused_.erase(id);
    return true;
  }

 private:
  std::map<std::string, int> refused_;  // in a row, by template or campaign
};

}  // namespace triand::channels
