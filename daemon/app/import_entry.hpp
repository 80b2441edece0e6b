#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <string>

#include "daemon/schedule/moment.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

// An import's entry in the list of imports, from its beginning to its end. Used by one thread; the writer outlives it.
class ImportEntry {
 public:
  // Throws what the store throws: then there is no import.
  ImportEntry(store::Writer& writer, std::function<schedule::WallTime()> now, const std::string& file,
              const std::string& who);

  [[nodiscard]] std::int64_t id() const { return id_; }
  void set_content(const std::string& hash);
  // `state`: done or failed. Then builds what a first list of all has left out; empty: it could be built, else a sentence
  // that says what is missing, which undoes nothing of what is stored.
  [[nodiscard]] std::string finish(const std::string& state, const std::string& report);

 private:
  store::Writer& writer_;
  std::function<schedule::WallTime()> now_;
  std::int64_t id_ = 0;
};

}  // namespace triand::app
