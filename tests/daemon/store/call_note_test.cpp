#include "daemon/store/call_note.hpp"

#include <catch2/catch.hpp>

#include "daemon/store/store_error.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {

TEST_CASE("a note is kept once, found by its customer, and about nobody who is not there") {
  StoreFixture store(2);
  const std::string code = StoreFixture::customer(1).code;
  const auto note = [&](const std::string& words, const std::string& who = "lan") {
    return store.run([&](WriteSession& session) {
      return put_call_note(session, {.customer_code = code, .words = words, .who = who}, store.now);
    });
  };
  const AuditRow first = note("hỏi về thư");
  CHECK(note("hỏi về thư").id == first.id);
  CHECK(note("hỏi về thư", "an").id > first.id);
  note("gọi lại");
  Reader reader(store.path());
  const auto notes = reader.call_notes(code, 2);
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].reason == "gọi lại");
  CHECK(notes[1].who == "an");
  CHECK(reader.call_notes(StoreFixture::customer(2).code, 2).empty());
  CHECK_THROWS_AS(store.run([&](WriteSession& session) {
    return put_call_note(session, {.customer_code = "PA05000000000", .words = "x", .who = "lan"}, store.now);
  }),
                  NotFound);
}

}  // namespace triand::store
