#include "daemon/store/import_undo.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "daemon/store/call_note.hpp"
#include "daemon/store/erasure.hpp"
#include "daemon/store/plan_writer.hpp"
#include "daemon/store/store_error.hpp"
#include "daemon/store/suppression_desk.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

domain::Customer person(const std::string& code, const std::string& name, const std::string& phone = {}) {
  domain::Customer out;
  out.code = code;
  out.full_name = name;
  out.phone = phone;
  return out;
}

struct Desk {
  Desk() {
    // The fixture's own import never ends.
    store.run([this](WriteSession& session) { mark_interrupted_imports(session, store.now); });
  }
  std::int64_t load(const std::vector<domain::Customer>& list, const std::string& content = {}) {
    return store.run([&](WriteSession& session) {
      const std::int64_t import = begin_import(session, "list.csv", "lan", store.now);
      set_content(session, import, content);
      (void)put_customers(session, import, list, store.now);
      finish_import(session, import, "done", "{}", store.now);
      return import;
    });
  }
  ImportUndo undo(std::int64_t import) {
    store.run([&](WriteSession& session) { begin_undo(session, import, "lan", store.now); });
    ImportUndo all;
    Reader reader(store.path());
    const domain::SubjectHash hash = reader.subject_hash();
    for (std::int64_t after = 0;;) {
      const auto customers = reader.written_by(import, after, 2);
      if (customers.empty()) break;
      all.add(store.run([&](WriteSession& session) {
        return undo_customers(session, hash, import, customers, store.now);
      }));
      after = customers.back();
    }
    store.run([&](WriteSession& session) { finish_undo(session, import, store.now); });
    return all;
  }
  std::string name_of(const std::string& code) {
    Reader reader(store.path());
    const auto found = reader.customer(code);
    return found ? found->customer.full_name : "gone";
  }

  StoreFixture store{2};
};

}  // namespace

TEST_CASE("an import that is taken back leaves the customers as they were before it") {
  Desk desk;
  const auto first = desk.load({person("PA1", "An"), person("PA2", "Ba"), person("PA3", "Tư")});
  const auto second =
      desk.load({person("PA1", "An"), person("PA2", "Bà"), person("PA4", "Sáu"), person("PA5", "Bảy")});
  const ImportUndo undone = desk.undo(second);
  CHECK(undone.removed == 2);
  CHECK(undone.restored == 1);
  CHECK(desk.name_of("PA1") == "An");
  CHECK(desk.name_of("PA2") == "Ba");
  CHECK(desk.name_of("PA3") == "Tư");
  CHECK(desk.name_of("PA4") == "gone");
  // The list named PA1 without changing it, and what it did to PA2 is taken back: all are still the first one's.
  CHECK(desk.undo(first).removed == 3);
  CHECK(desk.name_of("PA1") == "gone");
  CHECK(desk.name_of("PA2") == "gone");
}

TEST_CASE("imports can be taken back one after the other, and what was taken back stays in the history") {
  Desk desk;
  desk.load({person("PA1", "one")});
  const auto second = desk.load({person("PA1", "two")});
  const auto third = desk.load({person("PA1", "three")});
  CHECK(desk.undo(third).restored == 1);
  CHECK(desk.name_of("PA1") == "two");
  CHECK(desk.undo(second).restored == 1);
  CHECK(desk.name_of("PA1") == "one");
  Reader reader(desk.store.path());
  const auto now = reader.customer("PA1").value();
  CHECK(now.version == 5);
  std::vector<std::string> names;
  for (std::int64_t version = 1; version <= 5; ++version)
    names.push_back(reader.customer(now.customer.id, version)->customer.full_name);
  CHECK(names == std::vector<std::string>{"one", "two", "three", "two", "one"});
}

TEST_CASE("whom a later list changed, a campaign has planned for, or who was erased is left alone") {
  Desk desk;
  const auto first = desk.load({person("PA1", "old"), person("PA2", "b", "+84912345678")});
  desk.load({person("PA1", "new")});
  desk.store.run([&](WriteSession& session) {
    (void)erase_customer(session, domain::SubjectHash({}), "PA2", "lan", desk.store.now);
  });
  const ImportUndo undone = desk.undo(first);
  CHECK(undone.changed_since == 1);
  CHECK(undone.erased == 1);
  CHECK(undone.removed == 0);
  CHECK(desk.name_of("PA1") == "new");
  // The fixture's customers came by import 1 and stand in a plan.
  CHECK(desk.undo(1).in_campaign == 2);
  CHECK(desk.name_of(StoreFixture::customer(1).code) != "gone");
}

TEST_CASE(
    "what people typed about a customer goes with the import that brought him, not with a change that is "
    "undone") {
  Desk desk;
  const auto first = desk.load({person("PA1", "An", "+84912345678"), person("PA2", "Ba", "+84912345679")});
  const auto note = [&](const std::string& code, const std::string& words) {
    desk.store.run([&](WriteSession& session) {
      (void)put_call_note(session, {.customer_code = code, .words = words, .who = "lan"}, desk.store.now);
    });
  };
  note("PA1", "gọi lại chiều mai");
  note("PA2", "không cần gì");
  SuppressionDesk suppressions(*desk.store.writer, desk.store.path(), [&] { return desk.store.now; });
  for (const char* phone : {"+84912345678", "+84912345679"}) {
    suppressions.add({{domain::SubjectKind::telephone, phone}, {}, ""}, "lan");
    suppressions.remove({domain::SubjectKind::telephone, phone}, {}, "lan", "xin nhận lại");
  }
  const auto second = desk.load({person("PA2", "Bà", "+84912345679")});
  Reader reader(desk.store.path());
  CHECK(desk.undo(second).restored == 1);
  CHECK(reader.call_notes("PA2", 1).at(0).reason == "không cần gì");
  // Somebody else has PA2's telephone, and what was said about it stays.
  desk.load({person("PA3", "Tư", "+84912345679")});
  CHECK(desk.undo(first).removed == 2);
  CHECK(reader.call_notes("PA1", 1).at(0).reason.empty());
  CHECK(reader.call_notes("PA2", 1).at(0).reason.empty());
  CHECK(reader.call_notes("PA2", 1).at(0).who == "lan");
  const auto removals = reader.audit({.action = "suppression.remove", .limit = 5});
  REQUIRE(removals.size() == 2);
  CHECK(removals[0].reason == "xin nhận lại");
  CHECK(removals[1].reason.empty());
}

TEST_CASE("whom a later list names as he is stays when the earlier one is taken back") {
  Desk desk;
  const auto broken_off = desk.load({person("PA1", "An"), person("PA2", "Ba")});
  const auto whole = desk.load({person("PA1", "An"), person("PA3", "Tư")});
  const ImportUndo undone = desk.undo(broken_off);
  CHECK(undone.changed_since == 1);
  CHECK(undone.removed == 1);
  CHECK(desk.name_of("PA1") == "An");
  CHECK(desk.name_of("PA2") == "gone");
  CHECK(desk.undo(whole).removed == 1);
  CHECK(desk.name_of("PA1") == "An");
}

TEST_CASE("whom a list in the middle may have named stays, though the last that named him was taken back") {
  Desk desk;
  const auto first = desk.load({person("PA1", "An")});
  (void)desk.load({person("PA1", "An")});
  const auto third = desk.load({person("PA1", "An")});
  CHECK(desk.undo(third).removed == 0);
  const ImportUndo undone = desk.undo(first);
  CHECK(undone.removed == 0);
  CHECK(undone.changed_since == 1);
  CHECK(desk.name_of("PA1") == "An");
  // Once no list is left behind the first, it may be taken back as if they had never been.
  Desk other;
  const auto only = other.load({person("PA1", "An")});
  const auto middle = other.load({person("PA1", "An")});
  const auto last = other.load({person("PA1", "An")});
  (void)other.undo(last);
  (void)other.undo(middle);
  CHECK(other.undo(only).removed == 1);
}

TEST_CASE("an import is taken back once, and not while a list is being loaded") {
  Desk desk;
  const auto import = desk.load({person("PA1", "An")});
  const auto begin = [&](std::int64_t id) {
    desk.store.run([&](WriteSession& session) { begin_undo(session, id, "lan", desk.store.now); });
  };
  CHECK_THROWS_AS(begin(99), NotFound);
  const auto running = desk.store.run(
      [&](WriteSession& session) { return begin_import(session, "x", "lan", desk.store.now); });
  CHECK_THROWS_AS(begin(import), WrongState);
  CHECK_THROWS_AS(begin(running), WrongState);
  desk.store.run([&](WriteSession& session) { mark_interrupted_imports(session, desk.store.now); });
  CHECK(desk.undo(import).removed == 1);
  CHECK_THROWS_AS(begin(import), WrongState);
  CHECK(desk.undo(running).removed == 0);
}

TEST_CASE("an undo that was interrupted goes on where it stopped") {
  Desk desk;
  const auto import = desk.load({person("PA1", "a"), person("PA2", "b"), person("PA3", "c")});
  desk.store.run([&](WriteSession& session) { begin_undo(session, import, "lan", desk.store.now); });
  Reader reader(desk.store.path());
  const auto some = reader.written_by(import, 0, 1);
  (void)desk.store.run([&](WriteSession& session) {
    return undo_customers(session, domain::SubjectHash({}), import, some, desk.store.now);
  });
  CHECK(desk.name_of("PA1") == "gone");
  CHECK(desk.undo(import).removed == 2);
  CHECK(reader.import(import)->state == "undone");
}

TEST_CASE("a file with the same bytes is known again") {
  Desk desk;
  Reader reader(desk.store.path());
  const auto first = desk.load({person("PA1", "An")}, "abc");
  const auto second = desk.load({person("PA1", "An")}, "abc");
  CHECK(reader.import_of_content("abc", second)->id == first);
  CHECK(reader.import_of_content("abc", 0)->id == second);
  CHECK_FALSE(reader.import_of_content("def", 0));
  desk.undo(second);
  CHECK(reader.import_of_content("abc", 0)->id == first);
  CHECK(reader.imports(2).size() == 2);
}

TEST_CASE("duplicates over all lists are found: telephones, persons, units") {
  Desk desk;
  auto one = person("PA1", "Nguyễn An", "+84912345678");
  auto two = person("PA2", "Trần Ba", "+84912345678");
  auto three = person("PA3", "NGUYỄN AN", "+84912345679");
  auto four = person("PA4", "Nguyễn An", "+84912345677");
  one.address = "12 Lý Thái Tổ";
  three.address = "12 LÝ  Thái Tổ";  // as another list has it
  four.address = "13 Lý Thái Tổ";
  two.unit = "PA05";
  desk.load({one, two, three, four});
  two.unit = "PA22";
  desk.load({two});
  Reader reader(desk.store.path());
  const Duplicates phone = reader.same_phone(10);
  CHECK(phone.groups == 1);
  CHECK(phone.customers == 2);
  REQUIRE(phone.first.size() == 1);
  CHECK(phone.first[0].shared == "+84912345678");
  CHECK(phone.first[0].codes == std::vector<std::string>{"PA1", "PA2"});
  const Duplicates same = reader.same_person(10);
  REQUIRE(same.first.size() == 1);
  CHECK(same.first[0].codes == std::vector<std::string>{"PA1", "PA3"});
  CHECK(same.first[0].shared == "Nguyễn An, 12 Lý Thái Tổ");
  const Duplicates moved = reader.moved_unit(10);
  REQUIRE(moved.first.size() == 1);
  CHECK(moved.first[0].shared == "PA05 → PA22");
  CHECK(moved.first[0].codes == std::vector<std::string>{"PA2"});
  CHECK(reader.same_phone(0).first.empty());
}

TEST_CASE("no import is taken back while a plan is being written, and no plan is begun meanwhile") {
  Desk desk;
  const auto import = desk.load({person("PA1", "An")});
  const auto begin = [&] {
    desk.store.run([&](WriteSession& session) { begin_undo(session, import, "lan", desk.store.now); });
  };
  const auto plan = [&] {
    return desk.store.run([&](WriteSession& session) {
      NewPlan next;
      next.name = "next-2026";
      next.opens_at = next.closes_at = desk.store.now;
      return begin_plan(session, next, desk.store.now);
    });
  };
  const std::int64_t planned = plan();
  CHECK_THROWS_AS(begin(), WrongState);
  desk.store.run([&](WriteSession& session) { drop_plan(session, planned); });
  begin();
  CHECK_THROWS_AS(plan(), WrongState);
  // What fails half-way does not hold up planning for ever, and can be begun again.
  desk.store.run([&](WriteSession& session) { break_off_undo(session, import, desk.store.now); });
  const std::int64_t again = plan();
  desk.store.run([&](WriteSession& session) { drop_plan(session, again); });
  begin();
  // Neither does one that the service died of.
  desk.store.run([&](WriteSession& session) { mark_interrupted_imports(session, desk.store.now); });
  CHECK(plan() > planned);
}

}  // namespace triand::store
