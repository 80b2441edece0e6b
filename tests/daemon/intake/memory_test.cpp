#include <unistd.h>

#include <catch2/catch.hpp>

#include <fstream>
#include <string>

#include "tests/daemon/intake/list_fixture.hpp"

// The sanitizer keeps what was freed; what is measured here is what the import holds.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() { return "quarantine_size_mb=1"; }

namespace triand::intake {
namespace {

// A header, one row that never seems to end, and one good row.
class LongLineSource : public ByteSource {
 public:
  LongLineSource(std::size_t length, const std::string& repeated) : left_(length) {
    while (block_.size() < 600'000) block_ += repeated;
  }

  std::size_t read(std::span<char> buffer) override {
    if (!start_.empty()) return hand_out(start_, buffer);
    if (left_ == 0) return hand_out(end_, buffer);
    const std::size_t length = std::min({left_, buffer.size(), block_.size()});
    std::copy_n(block_.begin(), length, buffer.begin());
    left_ -= length;
    return length;
  }

 private:
  static std::size_t hand_out(std::string& text, std::span<char> buffer) {
    const std::size_t length = std::min(text.size(), buffer.size());
    std::copy_n(text.begin(), length, buffer.begin());
    text.erase(0, length);
    return length;
  }

  std::string start_ = "customer_code,full_name\nPA05010001234,";
  std::size_t left_;
  std::string block_;
  std::string end_ = "\nPA05010001235,An\n";
};

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

TEST_CASE("a line of 100 MB is one rejected row and takes no memory of its size") {
  constexpr std::size_t kLine = 100'000'000;
  for (const std::string repeated : {"x", "\"", "a,", "\"\"\"a"}) {
    CAPTURE(repeated);
    MemorySink sink;
    LongLineSource source(kLine, repeated);
    const std::size_t before = resident_bytes();
    std::size_t most = before;
    const ImportResult result =
        run_import(source, sink, some_units(), {},
                   [&most](std::uint64_t, std::uint64_t) { most = std::max(most, resident_bytes()); });
    const ImportReport& report = std::get<ImportReport>(result);
    CHECK(report.bytes > kLine);
    CHECK(report.read == 2);
    CHECK(report.taken == 1);
    CHECK(report.rejections.of(repeated == "a," ? "too_many_cells" : "row_too_long") == 1);
    CHECK(sink.customers.contains("PA05010001235"));
#ifndef __SANITIZE_THREAD__  // which keeps a shadow of whatever was touched
    CHECK(most - before < kLine / 2);
#endif
  }
}

}  // namespace triand::intake
