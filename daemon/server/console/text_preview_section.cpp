#include "daemon/server/console/text_preview_section.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <boost/json/array.hpp>

#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/named_phrase.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/plan_section.hpp"
#include "daemon/server/console/preview_page.hpp"

namespace triand::server {
namespace {

constexpr Phrase kFaults{"Nội dung có {} lỗi.", "Faults in the text: {}."};
constexpr Phrase kNoFaults{"Nội dung không có lỗi.", "The text has no faults."};
constexpr Phrase kLongest{"Tin dài nhất trong các ví dụ: {} phần.",
                          "The longest of the examples has {} parts."};
constexpr Phrase kFaultsTitle{"Lỗi", "Faults"};
constexpr Phrase kLine{"dòng {}", "line {}"};
constexpr Phrase kMore{"Còn {} lỗi nữa.", "{} more faults."};
constexpr Phrase kLeftOut{"Trong {} khách hàng đầu danh sách, {} người không được gửi vì cột {} trống.",
                          "Of the first {} customers {} would get nothing: their column {} is empty."};
constexpr Phrase kNobody{"Chưa có khách hàng nào để thử. Xin nạp danh sách trước.",
                         "There is no customer yet to try it on. Load a list first."};
constexpr Phrase kOf{"Khách {}", "Customer {}"};
constexpr Phrase kHtml{"Phần HTML", "The HTML part"};

constexpr std::array<NamedPhrase, 3> kParts{{
    {"text", {"Nội dung", "Text"}},
    {"subject", {"Tiêu đề", "Subject"}},
    {"html", {"Phần HTML", "HTML part"}},
}};

constexpr std::array<NamedPhrase, 3> kPicks{{
    {"shortest", {"tin ngắn nhất", "the shortest"}},
    {"longest", {"tin dài nhất", "the longest"}},
    {"random", {"ngẫu nhiên", "at random"}},
}};

// What is wrong, and what would be right, in the API's words; with the line itself, to be found again.
void put_problem(Html& html, const boost::json::object& problem, Language language) {
  html.open("li").element("strong", words_for(kParts, text_of(problem, "part"), language));
  if (const std::int64_t line = number_of(problem, "line"); line > 0)
    html.text(", ").element("strong", filled(kLine, language, line));
  html.text(": ");
  if (const std::string key = text_of(problem, "key"); !key.empty()) html.element("code", key).text(": ");
  html.element("span", text_of(problem, "message"), {{"lang", "en"}});
  if (const std::string line = text_of(problem, "source"); !line.empty())
    html.element("p", line, {{"class", "sent"}});
  html.close();
}

void put_problems(Html& html, const boost::json::object& preview, Language language) {
  const boost::json::array& problems = items_of(preview, "problems");
  if (problems.empty()) return;
  html.open("div", {{"class", "notice"}}).element("h3", kFaultsTitle.in(language)).open("ul");
  for (const auto& problem : problems) put_problem(html, problem.as_object(), language);
  html.close();
  const std::int64_t more =
      number_of(preview, "problems_in_all") - static_cast<std::int64_t>(problems.size());
  if (more > 0) html.element("p", filled(kMore, language, number_in(more, language)));
  html.close();
}

void put_left_out(Html& html, const boost::json::object& preview, Language language) {
  for (const auto& [name, count] : part_of(preview, "left_out")) {
    const std::string column(name.data(), name.size());
    html.element("p",
                 filled(kLeftOut, language, number_in(number_of(preview, "looked_at"), language),
                        number_in(number_of(part_of(preview, "left_out"), column), language), column),
                 {{"class", "notice"}});
  }
}

void put_example(Html& html, const boost::json::object& sample, Language language) {
  const Phrase* pick = phrase_of(kPicks, text_of(sample, "pick"));
  html.open("section").open("h3").text(filled(kOf, language, text_of(sample, "customer_code")));
  if (pick != nullptr) html.text(", ").text(pick->in(language));
  html.close();
  const boost::json::array& messages = items_of(sample, "messages");
  put_messages(html, messages, language);
  for (const auto& message : messages)
    if (const std::string code = text_of(message.as_object(), "html"); !code.empty()) {
      html.open("details").element("summary", kHtml.in(language));
      html.element("p", code, {{"class", "sent"}}).close();
    }
  html.close();
}

std::int64_t most_parts(const boost::json::object& preview) {
  std::int64_t most = 0;
  for (const auto& sample : items_of(preview, "samples"))
    for (const auto& message : items_of(sample.as_object(), "messages"))
      if (!text_of(message.as_object(), "coding").empty())
        most = std::max(most, number_of(message.as_object(), "parts"));
  return most;
}

}  // namespace

void put_text_preview(Html& html, const boost::json::object& preview, Language language) {
  put_problems(html, preview, language);
  put_findings(html, items_of(preview, "warnings"), language);
  if (!items_of(preview, "problems").empty()) return;
  put_left_out(html, preview, language);
  const boost::json::array& samples = items_of(preview, "samples");
  if (samples.empty()) html.element("p", kNobody.in(language));
  for (const auto& sample : samples) put_example(html, sample.as_object(), language);
}

std::string text_preview_words(const boost::json::object& preview, Language language) {
  if (const std::int64_t faults = number_of(preview, "problems_in_all"); faults > 0)
    return filled(kFaults, language, number_in(faults, language));
  std::string out(kNoFaults.in(language));
  if (const std::int64_t parts = most_parts(preview); parts > 0)
    out.append(" ").append(filled(kLongest, language, parts));
  return out;
}

}  // namespace triand::server
