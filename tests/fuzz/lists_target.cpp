#include <chrono>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "daemon/domain/unit_table.hpp"
#include "daemon/intake/suppression_list.hpp"
#include "daemon/intake/utf8_check.hpp"
#include "daemon/receipts/letter_ack.hpp"
#include "templates/commune_table.hpp"
#include "tests/daemon/intake/list_fixture.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/sound_import.hpp"
#include "tests/fuzz/targets.hpp"

// Lists: of customers, of suppressions, of units, of communes and of what became of letters.
namespace triand::fuzz {
namespace {

// Either a table or what is wrong, each with its line.
template <class Result>
void must_say_why(const Result& result) {
  if (result.index() == 0) return;
  must(!std::get<1>(result).empty(), "a table that is refused is refused for something");
  for (const auto& fault : std::get<1>(result))
    must(fault.line > 0 && !fault.message.empty(), "a fault of a table has its line and says what is wrong");
}

}  // namespace

void fuzz_customers(std::string_view bytes) {
  must_be_sound(intake::Loaded(std::string(bytes)));
  // As it is when the operator says the encoding.
  intake::ImportOptions options;
  options.reading.encoding = "utf-8";
  must_be_sound(intake::Loaded(std::string(bytes), options));
}

void fuzz_suppressions(std::string_view bytes) {
  const domain::SuppressionTime now{std::chrono::hours(500'000)};
  intake::SuppressionListOptions options;
  options.now = now;
  options.end_of = [](std::chrono::year_month_day day) {
    return domain::SuppressionTime(std::chrono::sys_days(day) + std::chrono::days(1));
  };
  intake::TextSource source(std::string(bytes), 1000);
  const auto sink = [](std::span<const domain::Suppression> batch) {
    for (const domain::Suppression& one : batch) {
      must(!one.subject.text.empty(), "a suppression is about somebody");
      must(intake::is_utf8(one.subject.text) && intake::is_utf8(one.note), "a suppression is text");
      must(domain::fits(one.subject.kind, one.terms.scope), "a suppression's scope can have an effect");
    }
    return std::vector<store::SuppressionFate>(batch.size(), store::SuppressionFate::added);
  };
  const auto result = intake::read_suppressions(source, sink, options, {});
  if (const auto* report = std::get_if<intake::SuppressionReport>(&result)) {
    must(report->read == report->taken + report->rejected, "read = taken + rejected");
    must(report->taken == report->added + report->extended + report->unchanged,
         "taken = added + extended + unchanged");
    return;
  }
  must(!std::get<intake::ListProblems>(result).empty(), "a list that is refused is refused for something");
}

void fuzz_units(std::string_view bytes) {
  const auto result = domain::UnitTable::load(bytes);
  must_say_why(result);
  if (const auto* table = std::get_if<domain::UnitTable>(&result))
    for (const domain::Unit& unit : table->units())
      must(unit.prefix.empty() || table->with_prefix(unit.prefix) == &unit, "a unit is found by its prefix");
}

void fuzz_communes(std::string_view bytes) {
  const auto result = templates::CommuneTable::load(bytes);
  must_say_why(result);
  if (const auto* table = std::get_if<templates::CommuneTable>(&result))
    (void)table->became("xa tan uoc", "", "ha noi");
}

void fuzz_letter_acks(std::string_view bytes) {
  const receipts::LetterAckFile file = receipts::read_letter_acks(bytes);
  must(file.unusable.empty() || (file.acks.empty() && file.faults.empty()),
       "of a file that is not used nothing is taken");
  std::int64_t last = 1;
  for (const receipts::LetterAck& ack : file.acks) {
    must(ack.line > last, "acknowledgements stand on ascending lines below the header");
    last = ack.line;
    must(!ack.reference.empty(), "an acknowledgement names its letter");
  }
  for (const receipts::LetterAckFault& fault : file.faults)
    must(fault.line > 0 && !fault.message.empty(), "a fault has its line and says what is wrong");
}

}  // namespace triand::fuzz
