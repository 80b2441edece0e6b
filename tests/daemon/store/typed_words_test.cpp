#include "daemon/store/typed_words.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <tuple>

#include "daemon/domain/reference.hpp"
#include "daemon/store/letter_word.hpp"
#include "tests/daemon/store/erasure_fixture.hpp"

namespace triand::store {
namespace {

using domain::Reason;
using Bench = ErasureBench;

std::string code(int number) { return StoreFixture::customer(number).code; }

}  // namespace

TEST_CASE("what people typed about whoever is erased goes, though they called the person by an address") {
  Bench bench;
  domain::Customer moved = StoreFixture::customer(2);
  const std::string first_phone = moved.phone;
  moved.phone = "+84912000777";
  moved.email = "muoi@example.vn";
  REQUIRE(bench.load({moved}) == std::vector{domain::PutFate::updated});
  domain::Customer neighbour = StoreFixture::customer(3);
  neighbour.phone = "+84912999777";  // the same with its middle hidden
  REQUIRE(bench.load({neighbour}) == std::vector{domain::PutFate::updated});
  const auto suppress = [&](domain::SubjectKind kind, const std::string& text, const std::string& note) {
    bench.desk->add({{kind, text}, {}, note}, "lan");
  };
  const auto lift = [&](domain::SubjectKind kind, const std::string& text, const std::string& reason) {
    bench.desk->remove({kind, text}, {}, "lan", reason);
  };
  using domain::SubjectKind;
  for (const auto& [kind, text, words] :
       {std::tuple(SubjectKind::telephone, moved.phone, "điện thoại: con bà Mười gọi"),
        std::tuple(SubjectKind::email, moved.email, "email: bà Mười viết thư tay"),
        std::tuple(SubjectKind::telephone, first_phone, "số cũ của bà Mười"),
        std::tuple(SubjectKind::customer, moved.code, "mã: bà Mười đến quầy"),
        std::tuple(SubjectKind::telephone, neighbour.phone, "hàng xóm xin nhận lại")}) {
    suppress(kind, text, "");
    lift(kind, text, words);
  }
  suppress(SubjectKind::telephone, first_phone, "ghi chú về số cũ");
  suppress(SubjectKind::telephone, neighbour.phone, "ghi chú của hàng xóm");
  const std::vector<std::string> traces = {"con bà Mười gọi",  "bà Mười viết thư tay", "số cũ của bà Mười",
                                           "bà Mười đến quầy", "ghi chú về số cũ",     first_phone,
                                           "muoi@example.vn"};
  for (const std::string& trace : traces) {
    CAPTURE(trace);
    REQUIRE(bench.files_hold(trace));
  }
  (void)bench.desk->erase(moved.code, "lan");
  REQUIRE(bench.desk->purge());
  for (const std::string& trace : traces) {
    CAPTURE(trace);
    CHECK_FALSE(bench.files_hold(trace));
  }
  // That it was done stays, and so does what was typed about somebody else, whose telephone looks the same in the audit.
  Reader reader(bench.store.path());
  const auto removals = reader.audit({.action = "suppression.remove", .limit = 10});
  REQUIRE(removals.size() == 5);
  CHECK(removals.front().subject == removals.back().subject);
  CHECK(removals.front().reason == "hàng xóm xin nhận lại");
  for (std::size_t at = 1; at < removals.size(); ++at) CHECK(removals[at].reason.empty());
  CHECK(removals.back().who == "lan");
  CHECK(bench.files_hold("ghi chú của hàng xóm"));
  // The number that the person had once is nobody's any more: it stays suppressed, by its hash alone.
  domain::Customer next = StoreFixture::customer(4);
  next.phone = first_phone;
  CHECK(bench.desk->index().by_channel(next, {.now = bench.store.now}) == Reason::opted_out);
}

TEST_CASE("a number that somebody else has by now keeps its suppression, told in full") {
  Bench bench;
  domain::Customer moved = StoreFixture::customer(2);
  domain::Customer heir = StoreFixture::customer(3);
  heir.phone = moved.phone;
  moved.phone = "+84912000777";
  REQUIRE(bench.load({moved, heir}) == std::vector(2, domain::PutFate::updated));
  bench.desk->add({{domain::SubjectKind::telephone, heir.phone}, {}, "bà Mười xin thôi"}, "lan");
  (void)bench.desk->erase(moved.code, "lan");
  bool found = false;
  for (const SuppressionRow& row : Reader(bench.store.path()).suppressions(0, 10)) {
    if (row.suppression.subject.text != heir.phone) continue;
    found = true;
    CHECK(row.suppression.note.empty());
    CHECK(row.suppression.terms.reason == Reason::opted_out);
  }
  CHECK(found);
}

TEST_CASE(
    "why messages were sent again, or letters printed, goes with whom they were for, also in older "
    "campaigns") {
  Bench bench;
  const auto reference = [&](int number) { return bench.delivery(number).reference; };
  const auto decide = [&](const std::string& subject, const std::string& action, const std::string& words) {
    bench.store.run(
        [&](WriteSession& session) { write_audit(session, "lan", action, subject, words, bench.store.now); });
  };
  decide(reference(2), "delivery.resend", "khách nói máy hỏng");
  decide(reference(3), "delivery.resolve_failed", "người khác");
  // Of a campaign whose deliveries retention has removed.
  const std::string older = domain::make_reference("t-2025", code(2), 0, "sms");
  decide(older, "delivery.resolve_resend", "năm ngoái cũng hỏng");
  // Another customer's, whose code begins with the same.
  decide(domain::make_reference("t-2026", code(2) + "7", 0, "sms"), "delivery.resend", "mã dài hơn");
  bench.store.run([&](WriteSession& session) {
    auto& add = session.prepare(
        "INSERT INTO campaign (name, state, file, source, opens_at, closes_at, window_text, planned_by, "
        "planned_at) "
        "VALUES ('t-2025', 'finished', '', '', 0, 0, '', '', 0)");
    add.exec();
    note_reprint(session, bench.delivery(2).id, "B2", "B1", "lan", bench.store.now);
    write_audit(session, "lan", "letters.reprint", "B1", "thư của bà ấy bị ướt", bench.store.now);
    write_audit(session, "lan", "letters.reprint", "B3", "giấy kẹt", bench.store.now);
  });
  (void)bench.desk->erase(code(2), "lan");
  std::map<std::string, std::string> left;
  for (const AuditRow& row : Reader(bench.store.path()).audit({.limit = 20}))
    left[row.action + " " + row.subject] = row.reason;
  CHECK(left.at("delivery.resend " + reference(2)).empty());
  CHECK(left.at("delivery.resolve_resend " + older).empty());
  CHECK(left.at("letters.reprint B1").empty());
  CHECK(left.at("delivery.resolve_failed " + reference(3)) == "người khác");
  CHECK(left.at("delivery.resend " + domain::make_reference("t-2026", code(2) + "7", 0, "sms")) ==
        "mã dài hơn");
  CHECK(left.at("letters.reprint B3") == "giấy kẹt");
}

}  // namespace triand::store
