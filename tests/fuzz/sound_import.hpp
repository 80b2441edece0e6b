#pragma once

#include "daemon/intake/utf8_check.hpp"
#include "templates/vietnamese.hpp"
#include "tests/daemon/intake/list_fixture.hpp"
#include "tests/fuzz/must.hpp"

namespace triand::fuzz {

// What holds of any list of customers: the sum, or a refusal that says what to do and took nothing.
inline void must_be_sound(const intake::Loaded& list) {
  if (list.good()) {
    const intake::ImportReport& report = list.report();
    must(report.read == report.taken + report.rejected, "read = taken + rejected");
    must(report.taken == report.inserted + report.updated + report.unchanged,
         "taken = inserted + updated + unchanged");
    for (const auto& [code, customer] : list.sink.customers) {
      must(templates::is_nfc(customer.full_name) && templates::is_nfc(customer.address),
           "names and addresses are kept as composed UTF-8");
      for (const auto& [column, text] : customer.extra)
        must(intake::is_utf8(column) && intake::is_utf8(text), "further columns are kept as UTF-8");
    }
    return;
  }
  must(!list.problems().empty(), "a list that is refused is refused for something");
  for (const intake::ListProblem& problem : list.problems())
    must(!problem.word.empty() && !problem.message.empty() && !problem.remedy.empty(),
         "a refusal says what is wrong and what would be right");
  must(list.sink.customers.empty(), "a refused list gives no customer");
}

}  // namespace triand::fuzz
