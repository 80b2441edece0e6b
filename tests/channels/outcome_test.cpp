#include "channels/outcome.hpp"

#include <catch2/catch.hpp>

using namespace triand::channels;

TEST_CASE("a gateway's words are kept as UTF-8, bounded, on one line") {
  CHECK(bounded_detail("Số thuê bao\nkhông đúng\x01") == "Số thuê bao không đúng ");
  CHECK(bounded_detail(std::string(299, 'x') + "ế").size() == 299);
}

TEST_CASE("what is no UTF-8 is replaced byte by byte, overlong forms and surrogates too") {
  CHECK(bounded_detail("a\xFFz") == "a?z");
  CHECK(bounded_detail("\xED\xA0\x80") == "???");
  CHECK(bounded_detail("\xE0\x80\xAF") == "???");
  CHECK(bounded_detail("\xF0\x8F\xBF\xBF") == "????");
  CHECK(bounded_detail("\xF4\x90\x80\x80") == "????");
  CHECK(bounded_detail("\xED\x9F\xBF\xF4\x8F\xBF\xBF") == "\xED\x9F\xBF\xF4\x8F\xBF\xBF");
}

TEST_CASE("a gateway's id is kept as text, however long it is") {
  CHECK(Outcome::accepted("a1,b2").provider_id == "a1,b2");
  CHECK(Outcome::accepted("a\xC3\r").provider_id == "a? ");
  CHECK(clean_id(std::string(5000, '7')).size() == 5000);
}
