#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "daemon/store/writer.hpp"

namespace triand::app {

// The small durable values of one channel (tokens): answered from memory, written through the store.
// Network thread.
class ChannelValues {
 public:
  ChannelValues(store::Writer& writer, std::int64_t channel);

  [[nodiscard]] std::optional<std::string> load(std::string_view key) const;
  // `saved` is called on the writer thread when the value is on disk.
  void save(const std::string& key, const std::string& value, std::function<void()> saved);

 private:
  store::Writer& writer_;
  std::int64_t channel_;
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace triand::app
