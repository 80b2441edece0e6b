#include <sys/stat.h>

#include <fstream>

#include <catch2/catch.hpp>

#include "daemon/server/console/kept_lists.hpp"
#include "daemon/server/console/upload_form.hpp"
#include "daemon/server/upload_places.hpp"
#include "tests/daemon/server/served.hpp"

using namespace triand;
using namespace triand::tests;
using namespace std::chrono_literals;
using server::UploadFault;

namespace {

const std::string kToken(64, 'a');
const std::string kType = "multipart/form-data; boundary=Bound";
const std::string kEnd = "--Bound--\r\n";

std::string part(const std::string& name, const std::string& data, const std::string& more = "") {
  return "--Bound\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + data +
         "\r\n";
}

std::string file_part(const std::string& data, const std::string& file = "kh.csv") {
  return part("list", data, "; filename=\"" + file + "\"\r\nContent-Type: text/csv");
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

struct Taken {
  UploadFault fault = UploadFault::none;
  server::Form form{""};
  std::string list;  // what is in the file afterwards
};

Taken take(const std::string& body, const std::string& type = kType, const std::string& token = kToken) {
  const Folder folder;
  std::ofstream(folder / "upload", std::ios::binary) << body;
  Taken out;
  out.fault = server::read_upload_form(folder / "upload", type, token, out.form);
  out.list = bytes_of(folder / "upload");
  CHECK(folder.files() == 1);
  return out;
}

// A folder with a list to keep, and a clock that stands still.
struct Shelf {
  std::string sent(const std::string& bytes = "ma\n1\n") {
    std::string path = folder / ("upload-" + std::to_string(++count));
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::string keep(const std::string& owner, const std::string& file = "kh.csv") {
    std::string path = sent();
    now += 1s;
    server::KeptList list;
    list.file = file;
    return lists.keep(path, list, owner).value();
  }

  Folder folder;
  schedule::SteadyTime now{1000h};
  server::KeptLists lists{folder.path(), [this] { return now; }};
  int count = 0;
};

}  // namespace

TEST_CASE("of a form with a file the file alone is left, byte for byte, and the fields are known") {
  std::string list;
  while (list.size() < 3'000'000) list += "PA0501" + std::to_string(list.size()) + ",\"--Bound\"\r\n";
  const Taken taken = take(part("token", kToken) + part("unit", "PA05") +
                           file_part(list, "C:\\a\\Khách.csv") + part("sheet", "") + kEnd);
  CHECK(taken.fault == UploadFault::none);
  CHECK(taken.list == list);
  CHECK(taken.form.value("list") == "Khách.csv");
  CHECK(taken.form.value("unit") == "PA05");
  CHECK(taken.form.has("sheet"));
}

TEST_CASE("a form's file is the same at every place of the blocks that it is read in") {
  // The boundary behind the file moves over the end of the first block, byte by byte.
  for (std::size_t length = 256 * 1024 - 260; length < 256 * 1024 - 60; ++length) {
    const std::string list = std::string(length - 2, 'x') + "\r\n";
    const Taken taken = take(part("token", kToken) + file_part(list) + kEnd);
    CAPTURE(length);
    REQUIRE(taken.fault == UploadFault::none);
    REQUIRE(taken.list == list);
  }
}

TEST_CASE("a form without the session's token first is foreign, whatever else it brings") {
  for (const std::string& body :
       {part("token", std::string(64, 'b')) + file_part("1") + kEnd,
        part("token", "") + file_part("1") + kEnd, file_part("1") + part("token", kToken) + kEnd,
        part("unit", "x") + part("token", kToken) + kEnd, file_part("1") + kEnd,
        part("token", kToken + "a") + file_part("1") + kEnd}) {
    CAPTURE(body);
    const Taken taken = take(body);
    CHECK(taken.fault == UploadFault::foreign);
    CHECK_FALSE(taken.form.has("list"));
    // The file was not touched: nothing of it was moved before the token was known.
    CHECK(taken.list == body);
  }
  CHECK(take(part("token", "") + file_part("1") + kEnd, kType, "").fault == UploadFault::foreign);
  const Taken neither = take(part("token", "x") + "--Bound\r\nno head\r\n\r\n" + kEnd);
  CHECK(neither.fault == UploadFault::malformed);
  CHECK_FALSE(neither.form.has("token"));
}

TEST_CASE("a form that breaks off, has two files, a file as its token or far too long fields is malformed") {
  const std::string token = part("token", kToken);
  for (const std::string& body :
       {std::string(), token, token + file_part("1"), token + file_part("1") + "--Bound",
        token + file_part("1") + part("more", "2", "; filename=\"b.csv\"") + kEnd,
        token + part("unit", "a") + part("unit", "b") + file_part("1") + kEnd,
        token + part("token", kToken) + file_part("1") + kEnd,
        token + part("unit", std::string(70'000, 'x')) + kEnd,
        part("token", kToken, "; filename=\"t\"") + kEnd,
        token +
            "--Bound\r\nContent-Disposition: form-data; name=\"list\"; filename=\"a\"\r\nX: "
            "a\n\r\n\r\n1\r\n" +
            kEnd}) {
    CAPTURE(body.substr(0, 300));
    CHECK(take(body).fault == UploadFault::malformed);
  }
  CHECK(take(token + file_part("1") + kEnd, "text/csv").fault == UploadFault::malformed);
  CHECK(take(token + file_part("1") + kEnd, "multipart/form-data; boundary=Other").fault ==
        UploadFault::malformed);
}

TEST_CASE("a form in which no file was chosen has an empty name") {
  const Taken taken = take(part("token", kToken) + file_part("", "") + kEnd);
  CHECK(taken.fault == UploadFault::none);
  CHECK(taken.form.value("list").empty());
  CHECK(taken.list.empty());
}

TEST_CASE("an account has two uploads at once, and all accounts have three") {
  server::UploadPlaces places;
  auto first = places.take("lan");
  auto second = places.take("lan");
  REQUIRE((first && second));
  CHECK(places.take("lan") == nullptr);
  const auto third = places.take("minh");
  REQUIRE(third);
  CHECK(places.take("hoa") == nullptr);
  first.reset();
  CHECK(places.take("lan") != nullptr);
  CHECK(places.take("hoa") != nullptr);
}

TEST_CASE("uploads that jobs have still to read take so much of the disk and no more") {
  constexpr std::uint64_t kMost = server::UploadPlaces::kMostKept;
  server::UploadPlaces places;
  CHECK(places.has_room(kMost));
  CHECK_FALSE(places.has_room(kMost + 1));
  CHECK_FALSE(places.has_room(~std::uint64_t{0}));
  auto half = places.keep(kMost / 2);
  REQUIRE(half);
  CHECK_FALSE(places.has_room(kMost / 2 + 1));
  CHECK(places.keep(kMost / 2 + 1) == nullptr);
  auto other = places.keep(kMost / 2);
  REQUIRE(other);
  CHECK_FALSE(places.has_room(1));
  CHECK(places.keep(1) == nullptr);
  CHECK(places.keep(0) != nullptr);
  // Uploads on their way are another count.
  CHECK(places.take("lan") != nullptr);
  half.reset();
  CHECK(places.has_room(kMost / 2));
}

TEST_CASE("a list that was sent is its owner's, by a token, and is read by name after name") {
  Shelf shelf;
  std::string path = shelf.sent("ma\n1\n");
  const std::string token =
      shelf.lists.keep(path, server::KeptList{"kh.csv", "", "", "", {}, "", "", false}, "lan").value();
  CHECK(path.empty());
  CHECK(token.size() == 64);
  CHECK(shelf.lists.find(token, "lan")->file == "kh.csv");
  CHECK_FALSE(shelf.lists.find(token, "minh"));
  CHECK_FALSE(shelf.lists.find("kh.csv", "lan"));
  CHECK_FALSE(shelf.lists.lend(token, "minh"));
  CHECK_FALSE(shelf.lists.take(token, "minh"));
  const std::string lent = shelf.lists.lend(token, "lan").value();
  struct stat status {};
  REQUIRE(::stat(lent.c_str(), &status) == 0);
  CHECK(status.st_nlink == 2);  // no second file
  CHECK(bytes_of(lent) == "ma\n1\n");
  CHECK(std::filesystem::remove(lent));
  const std::string taken = shelf.lists.take(token, "lan").value();
  CHECK(bytes_of(taken) == "ma\n1\n");
  CHECK_FALSE(shelf.lists.take(token, "lan"));
  CHECK_FALSE(shelf.lists.lend(token, "lan"));
  CHECK(shelf.lists.find(token, "lan")->taken);
  shelf.lists.give_back(token, taken);
  CHECK(shelf.lists.take(token, "lan"));
  CHECK(shelf.folder.files() == 1);
}

TEST_CASE("a list that nobody loads goes after an hour, and the rest goes with the shelf") {
  Shelf shelf;
  const std::string old = shelf.keep("lan");
  shelf.now += 59min;
  const std::string young = shelf.keep("lan");
  CHECK(shelf.lists.of("lan").size() == 2);
  CHECK(shelf.folder.files() == 2);
  shelf.now += 1min;
  CHECK_FALSE(shelf.lists.find(old, "lan"));
  CHECK(shelf.lists.find(young, "lan"));
  CHECK(shelf.folder.files() == 1);
  {
    std::string path = shelf.sent();
    server::KeptLists other(shelf.folder.path(), [] { return schedule::SteadyTime(1h); });
    CHECK(other.keep(path, {}, "lan"));
    CHECK(shelf.folder.files() == 2);
  }
  CHECK(shelf.folder.files() == 1);
}

TEST_CASE("an owner has four lists, and a fifth puts the oldest out, of nobody else") {
  Shelf shelf;
  const std::string others = shelf.keep("minh");
  const std::string first = shelf.keep("lan", "1.csv");
  for (const char* file : {"2.csv", "3.csv", "4.csv", "5.csv"}) shelf.keep("lan", file);
  CHECK_FALSE(shelf.lists.find(first, "lan"));
  CHECK(shelf.lists.find(others, "minh"));
  const auto kept = shelf.lists.of("lan");
  REQUIRE(kept.size() == 4);
  CHECK(kept.front().second.file == "2.csv");
  CHECK(kept.back().second.file == "5.csv");
  CHECK(shelf.folder.files() == 5);
}

TEST_CASE("lists are kept up to so many bytes, and what is too much stays its sender's") {
  Shelf shelf;
  // Holes take no room on the disk.
  const auto large = [&] {
    std::string path = shelf.sent();
    std::filesystem::resize_file(path, std::uint64_t{9} << 30);
    return path;
  };
  std::string first = large();
  std::string second = large();
  std::string third = large();
  const auto token = shelf.lists.keep(first, {}, "lan");
  CHECK(token);
  CHECK(shelf.lists.keep(second, {}, "minh"));
  CHECK_FALSE(shelf.lists.keep(third, {}, "hoa"));
  CHECK(std::filesystem::exists(third));
  // What is being loaded is the load's.
  CHECK(shelf.lists.take(*token, "lan"));
  CHECK(shelf.lists.keep(third, {}, "hoa"));
}

TEST_CASE("a list that cannot be kept puts none out, and one that can makes room by the oldest's bytes") {
  Shelf shelf;
  const auto sized = [&](std::uint64_t gibibytes) {
    std::string path = shelf.sent();
    std::filesystem::resize_file(path, gibibytes << 30);
    shelf.now += 1s;
    return path;
  };
  const auto keep = [&](std::string path, const char* file, const char* owner) {
    server::KeptList list;
    list.file = file;
    return shelf.lists.keep(path, std::move(list), owner);
  };
  const auto first = keep(sized(4), "1.csv", "lan");
  for (const char* file : {"2.csv", "3.csv", "4.csv"}) REQUIRE(keep(sized(1), file, "lan"));
  REQUIRE(keep(sized(10), "a.csv", "minh"));
  // 17 of 20 lie there: without the oldest's four there is room for seven.
  CHECK_FALSE(keep(sized(8), "5.csv", "lan"));
  REQUIRE(shelf.lists.of("lan").size() == 4);
  CHECK(shelf.lists.find(*first, "lan"));
  CHECK(shelf.lists.lend(*first, "lan"));
  CHECK(keep(sized(7), "6.csv", "lan"));
  CHECK_FALSE(shelf.lists.find(*first, "lan"));
  CHECK(shelf.lists.of("lan").size() == 4);
}
