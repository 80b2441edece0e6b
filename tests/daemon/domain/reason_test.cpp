#include "daemon/domain/reason.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

namespace triand::domain {

TEST_CASE("every reason has a word of its own and whole sentences in both languages") {
  std::set<std::string> words;
  for (const ReasonText& text : all_reasons()) {
    CAPTURE(std::string(text.word));
    CHECK(words.emplace(text.word).second);
    CHECK(text.word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
    CHECK(text.vietnamese.ends_with("."));
    CHECK(text.english.ends_with("."));
    CHECK(text.next.ends_with("."));
    CHECK(text.next_vi.ends_with("."));
    CHECK(reason_from(text.word) == text.reason);
    CHECK(to_string(text.reason) == text.word);
  }
  CHECK(words.size() == static_cast<std::size_t>(Reason::retention));
}

TEST_CASE("no reason has the empty word and an unknown word is no reason") {
  CHECK(to_string(Reason::none).empty());
  CHECK_FALSE(reason_from("").has_value());
  CHECK_FALSE(reason_from("no_such_word").has_value());
}

TEST_CASE("the reasons that outsiders rely on keep their numbers in the database") {
  CHECK(static_cast<int>(Reason::bad_number) == 1);
  CHECK(static_cast<int>(Reason::unknown_answer) == 22);
  CHECK(static_cast<int>(Reason::erased) == 36);
}

TEST_CASE("only a refusal by the customer ends a leg") {
  for (const ReasonText& text : all_reasons())
    CHECK(ends_leg(text.reason) ==
          (text.reason == Reason::opted_out || text.reason == Reason::blocked_by_recipient));
}

}  // namespace triand::domain
