#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "daemon/server/console/refusal_words.hpp"
#include "tests/source_file.hpp"

using namespace triand;
using namespace triand::server;

namespace {

using Names = std::set<std::string>;

// What the pattern's first group finds in the sources of a folder.
Names names_in(const std::string& folder, const std::string& pattern) {
  Names found;
  const std::regex wanted(pattern);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_file(folder))) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
    if (entry.path().string().find("/console/") != std::string::npos) continue;
    std::ifstream file(entry.path());
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    for (std::sregex_iterator at(text.begin(), text.end(), wanted), end; at != end; ++at)
      found.insert((*at)[1]);
  }
  return found;
}

Names errors_in(const std::string& folder) {
  Names found;
  for (const char* pattern : {R"re([{(]\s*[1-8]\s*,\s*"([a-z]+(?:-[a-z]+)*)"\s*,)re",
                              R"re(\brefuse\(\s*[45]\d\d\s*,\s*"([a-z]+(?:-[a-z]+)*)"\s*,)re",
                              R"re(\b(?:not_found|refused)\(\s*"([a-z]+(?:-[a-z]+)*)"\s*,)re",
                              R"re(\.error = "([a-z]+(?:-[a-z]+)*)")re"})
    found.merge(names_in(folder, pattern));
  return found;
}

std::string put(const ApiError& error, Language language) {
  Html html;
  put_refusal(html, error, language);
  return html.page();
}

}  // namespace

TEST_CASE("every error that the sources name has Vietnamese words") {
  Names errors;
  for (const char* folder : {"daemon/server", "daemon/app", "daemon/store"}) errors.merge(errors_in(folder));
  for (const char* known :
       {"wrong-state", "invalid-request", "two-persons", "does-not-fit", "no-such-job", "internal",
        "invalid-campaign", "unknown-unit", "not-adopted", "too-large", "not-logged-in"}) {
    CAPTURE(known);
    CHECK(errors.contains(known));
  }
  for (const std::string& error : errors) {
    CAPTURE(error);
    CHECK(vietnamese_refusal(error));
  }
}

TEST_CASE("every reason not to read a list has Vietnamese words") {
  Names words = names_in(
      "daemon/intake",
      R"re([{(]\s*"([a-z0-9]+(?:_[a-z0-9]+)+)"\s*,\s*(?:0|line|number|first_bad|static_cast<int>))re");
  words.merge(names_in("daemon/intake", R"re("(is_[a-z_]+)"\s*,)re"));
  for (const char* known :
       {"empty_list", "no_customer_code_column", "is_xls", "damaged_workbook", "not_utf8"}) {
    CAPTURE(known);
    CHECK(words.contains(known));
  }
  for (const std::string& word : words) {
    CAPTURE(word);
    CHECK(vietnamese_refusal(word));
  }
}

TEST_CASE("an error that nobody uses has no words, and is still told") {
  CHECK_FALSE(vietnamese_refusal("no-such-error"));
  const std::string told = put({1, "no-such-error", "it is so", ""}, Language::vietnamese);
  CHECK(told.find("Chưa thực hiện được.") != std::string::npos);
  CHECK(told.find("it is so") != std::string::npos);
}

TEST_CASE("a refusal is in the reader's language, with the API's own words folded away") {
  const ApiError error{6, "wrong-state", "campaign <x> is running", "wait"};
  const std::string vietnamese = put(error, Language::vietnamese);
  const std::size_t fold = vietnamese.find("<details>");
  CHECK(vietnamese.find("role=\"alert\"") != std::string::npos);
  CHECK(vietnamese.find("Trạng thái hiện tại không cho làm việc này.") < fold);
  REQUIRE(fold != std::string::npos);
  CHECK(vietnamese.find("campaign &lt;x&gt; is running", fold) != std::string::npos);
  CHECK(vietnamese.find("lang=\"en\"", fold) != std::string::npos);
  const std::string english = put(error, Language::english);
  CHECK(english.find("role=\"alert\"") != std::string::npos);
  CHECK(english.find("<p>campaign &lt;x&gt; is running</p>") != std::string::npos);
  CHECK(english.find("<p>wait</p>") != std::string::npos);
  CHECK(english.find("<details>") == std::string::npos);
}

TEST_CASE("a list's faults are a line each") {
  const std::string told = put({2, "is_pdf", "a.csv:1: one\na.csv:2: two", "mend it"}, Language::vietnamese);
  CHECK(told.find("Đây là tệp PDF.") != std::string::npos);
  CHECK(told.find("<p>a.csv:1: one</p>\n<p>a.csv:2: two</p>") != std::string::npos);
}
