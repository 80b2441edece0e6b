#include "daemon/app/unsubscribe_address.hpp"

#include <catch2/catch.hpp>

namespace triand::app {
namespace {

TEST_CASE("the service answers the address that the links lead to") {
  const auto read = read_unsubscribe_address;
  CHECK(read("https://b.test/u/{reference}") == UnsubscribeAddress{"/u/{reference}", ""});
  CHECK(read("http://127.0.0.1:8480/thoi/{reference}/x?l=vi") ==
        UnsubscribeAddress{"/thoi/{reference}/x", ""});
  CHECK(read("https://b.test/u?l=vi&m={reference}") == UnsubscribeAddress{"/u", "m"});
  CHECK(read("https://b.test/u?m={reference}&l=vi") == UnsubscribeAddress{"/u", "m"});
  for (const char* taken : {"https://b.test/{reference}", "https://b.test/api/v1/{reference}",
                            "https://b.test/webhooks/{reference}", "https://b.test/livez?m={reference}",
                            "https://b.test/?m={reference}", "https://b.test/console/{reference}",
                            "https://b.test", "mailto:a@b.test", ""})
    CHECK_FALSE(read(taken));
  CHECK(read("https://b.test/apinetwork/{reference}"));
}

}  // namespace
}  // namespace triand::app
