#include "tests/channels/letter/workshop.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <date/date.h>
#include <catch2/catch.hpp>

#include "channels/letter/letter_channel.hpp"
#include "channels/letter/sha256.hpp"

// fontconfig keeps a few hundred bytes of its own to the end.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }

namespace triand::channels::letter {

using namespace std::chrono_literals;

Folder::Folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "triand-letter-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::chrono::system_clock::time_point nine_o_clock() {
  return date::sys_days(date::year(2026) / 12 / 18) + 2h;
}

Envelope envelope(int number) {
  const std::string text_number = std::to_string(number);
  Envelope envelope;
  envelope.reference =
      "ref" + std::string(6 - std::min<std::size_t>(6, text_number.size()), '0') + text_number;
  envelope.to = "Số " + text_number + ", Tổ 3, Thôn Đông\nXã Tân Ước";
  envelope.recipient_name = "Hộ Thứ " + text_number;
  envelope.province = number % 2 == 0 ? "Bắc Ninh" : "Điện Biên";
  envelope.unit_name = "Công ty Điện lực Thử Nghiệm";
  envelope.campaign = "tri-an-2026";
  envelope.language = "vi";
  envelope.text =
      "Kính gửi khách hàng số " + text_number +
      ",\n\nCảm ơn Quý khách đã **đồng hành** cùng chúng tôi; Ổ điện, Ẩm thực, nghễnh ngãng, ở, rợ, "
      "kỵ đều là những chữ có dấu chồng mà lá thư này phải in đúng từng chữ một.\n\nTrân trọng cảm ơn.";
  return envelope;
}

Letter letter(int number) { return letter_of(envelope(number), nullptr); }

Settings settings(const std::string& directory, std::size_t batch) {
  return {.directory = directory,
          .batch = batch,
          .cut_off = 16h,
          .stationery = {.sender_address = {"Số 1 Phố Thử Nghiệm", "Hà Nội", "Tổng đài 1900 0000"}},
          .communes = nullptr};
}

Desk::Desk(const Settings& settings, std::map<std::string, std::string> saved)
    : values(std::move(saved)), channel(std::make_unique<LetterChannel>(settings)) {
  runtime.executor = io.get_executor();
  runtime.name = "letter";
  runtime.now = [this] { return now; };
  runtime.load = [this](std::string_view key) -> std::optional<std::string> {
    const auto found = values.find(std::string(key));
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
  runtime.save = [this](const std::string& key, const std::string& value, const std::function<void()>&) {
    values[key] = value;
  };
  channel->start(runtime);
}

Desk::~Desk() {
  channel->stop(0ms);
  channel.reset();
  io.poll();
}

void Desk::send(const Envelope& envelope) {
  channel->send(envelope, [this, reference = envelope.reference](Outcome outcome) {
    REQUIRE(outcomes.emplace(reference, std::move(outcome)).second);
  });
}

void Desk::wait_for(std::size_t answers) {
  run_until([&] { return outcomes.size() >= answers; });
  REQUIRE(outcomes.size() == answers);
}

void Desk::run_until(const std::function<bool()>& done) {
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  io.restart();
  while (!done() && std::chrono::steady_clock::now() < deadline) io.run_one_until(deadline);
  REQUIRE(done());
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, decltype(&pclose)> pipe(popen(command.c_str(), "r"), &pclose);
  REQUIRE(pipe);
  std::string out;
  std::array<char, 4096> block{};
  while (const std::size_t length = std::fread(block.data(), 1, block.size(), pipe.get()))
    out.append(block.data(), length);
  return out;
}

std::string contents(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

std::string sha256_of(const std::string& bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.finish();
}

}  // namespace triand::channels::letter
