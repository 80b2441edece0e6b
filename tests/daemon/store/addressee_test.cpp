#include "daemon/store/addressee.hpp"

#include <future>
#include <thread>

#include <catch2/catch.hpp>

#include "daemon/store/recipient_shift.hpp"
#include "daemon/store/suppression_desk.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

using domain::Reason;
using domain::Suppression;

struct Bench {
  Bench() { give_email("an@example.vn"); }

  void give_email(const std::string& email) {
    store.run([&](WriteSession& session) {
      const auto import = begin_import(session, "emails.csv", "somebody", store.now);
      domain::Customer customer = StoreFixture::customer(1);
      customer.email = email;
      (void)put_customers(session, import, std::span(&customer, 1), store.now);
    });
  }
  std::int64_t delivery(const std::string& channel) {
    return store.run([&](WriteSession& session) {
      return append_delivery(session, {store.campaign, store.channels.at(channel), 2}, 1, 0,
                             to_ms(store.now));
    });
  }
  void sent_by_version(std::int64_t delivery, std::int64_t version) {
    store.run([&](WriteSession& session) {
      auto& update = session.prepare("UPDATE delivery SET customer_version = ? WHERE id = ?");
      update.bind(1, version);
      update.bind(2, delivery);
      update.exec();
    });
  }
  std::optional<domain::Addressee> addressee(std::int64_t delivery) {
    return store.run([&](WriteSession& session) { return addressee_of(session, delivery); });
  }

  StoreFixture store{1};
  SuppressionDesk desk{*store.writer, store.path(), [this] { return store.now; }};
};

const Suppression kDead{{domain::SubjectKind::email, "an@example.vn"},
                        {.scope = domain::SuppressionScope::email, .reason = Reason::no_such_address},
                        "hard bounce"};

domain::Customer an() {
  domain::Customer out = StoreFixture::customer(1);
  out.email = "an@example.vn";
  return out;
}

Reason by_email(const SuppressionDesk& desk, const StoreFixture& store) {
  return desk.index().by_channel(
      an(),
      {.address = domain::AddressKind::email, .channel = domain::SuppressionScope::email, .now = store.now});
}

}  // namespace

TEST_CASE("an email's addressee is whom it went to, whatever lists have said since") {
  Bench bench;
  const auto mail = bench.delivery("email");
  REQUIRE(bench.addressee(mail));
  CHECK(bench.addressee(mail)->email == "an@example.vn");
  CHECK(bench.addressee(mail)->customer_code == StoreFixture::customer(1).code);
  const auto version = Reader(bench.store.path()).customer(1)->version;
  bench.sent_by_version(mail, version);
  bench.give_email("an.moi@example.vn");
  CHECK(bench.addressee(mail)->email == "an@example.vn");
  bench.sent_by_version(mail, version + 1);
  CHECK(bench.addressee(mail)->email == "an.moi@example.vn");
  CHECK_FALSE(bench.addressee(mail + 1000));
}

TEST_CASE("the addressee of an SMS or a Zalo message is the telephone as it was then, of a letter nobody") {
  Bench bench;
  bench.store.run([&](WriteSession& session) {
    for (const auto& [name, id] : put_channels(
             session,
             {{"carrier", "smpp"}, {"zalo", "zalo"}, {"post", "letter", domain::AddressKind::postal}}))
      bench.store.channels[name] = id;
  });
  const std::string phone = StoreFixture::customer(1).phone;
  REQUIRE_FALSE(phone.empty());
  const auto sms = bench.delivery("carrier");
  const auto version = Reader(bench.store.path()).customer(1)->version;
  bench.sent_by_version(sms, version);
  bench.store.run([&](WriteSession& session) {
    const auto import = begin_import(session, "phones.csv", "somebody", bench.store.now);
    domain::Customer customer = an();
    customer.phone = "+84987654321";
    (void)put_customers(session, import, std::span(&customer, 1), bench.store.now);
  });
  REQUIRE(bench.addressee(sms));
  CHECK(bench.addressee(sms)->phone == phone);
  CHECK(bench.addressee(sms)->email.empty());
  CHECK(bench.addressee(sms)->scope == domain::SuppressionScope::sms);
  const auto zalo = bench.addressee(bench.delivery("zalo"));
  REQUIRE(zalo);
  CHECK(zalo->phone == "+84987654321");
  CHECK(zalo->scope == domain::SuppressionScope::zalo);
  CHECK_FALSE(bench.addressee(bench.delivery("post")));
}

TEST_CASE("what follows from a word is stored with it and known once it is on disk") {
  Bench bench;
  SuppressionDesk::Consequences consequences(bench.desk);
  const auto work = [&](WriteSession& session) {
    consequences.begin();
    return consequences.store(session, std::span(&kDead, 1), "triand");
  };
  CHECK(bench.store.run(work));
  CHECK(by_email(bench.desk, bench.store) == Reason::none);
  consequences.known();
  CHECK(by_email(bench.desk, bench.store) == Reason::no_such_address);
  // Once more changes nothing.
  CHECK_FALSE(bench.store.run(work));
  CHECK(Reader(bench.store.path()).suppressions(0, 10).size() == 1);
  auto database = open_for_reading(bench.store.path());
  CHECK(database->execAndGet("SELECT count(*) FROM audit WHERE action = 'suppression.add'").getInt() == 1);
}

TEST_CASE("a job that is undone suppresses nobody") {
  Bench bench;
  SuppressionDesk::Consequences consequences(bench.desk);
  CHECK_THROWS(bench.store.run([&](WriteSession& session) {
    consequences.begin();
    consequences.store(session, std::span(&kDead, 1), "triand");
    throw std::runtime_error("the rest of the job");
  }));
  CHECK(Reader(bench.store.path()).suppressions(0, 10).empty());
}

TEST_CASE("memory follows the store in the store's order") {
  Bench bench;
  // Somebody lifts it while a bounce puts it back: whichever the store had last is what holds.
  for (int round = 0; round < 200; ++round) {
    bench.desk.add(kDead, "lan");
    auto consequences = std::make_shared<SuppressionDesk::Consequences>(bench.desk);
    std::promise<void> told;
    std::thread remover([&] { bench.desk.remove(kDead.subject, {}, "lan", "a mistake"); });
    bench.store.writer->post(
        [consequences](WriteSession& session) {
          consequences->begin();
          consequences->store(session, std::span(&kDead, 1), "triand");
        },
        [consequences, &told](std::exception_ptr) {
          consequences->known();
          told.set_value();
        });
    told.get_future().wait();
    remover.join();
    const bool stored = !Reader(bench.store.path()).suppressions(0, 10).empty();
    REQUIRE((by_email(bench.desk, bench.store) != Reason::none) == stored);
  }
}

TEST_CASE("each database signs with a key of its own, which lasts") {
  const StoreFixture one(1);
  const StoreFixture other(1);
  const std::string key = Reader(one.path()).signing_key();
  CHECK(key.size() == 64);
  CHECK(Reader(one.path()).signing_key() == key);
  CHECK(Reader(other.path()).signing_key() != key);
}

}  // namespace triand::store
