#include "tests/standin/rules/action.hpp"

namespace triand::standin {

bool Action::accepts() const {
  if (!error.empty() || reset_before_reading) return false;
  return accept.value_or(http_status == 0 && html_page == 0);
}

bool Action::strikes_request() const {
  return http_status != 0 || hang || reset_before_reading || reset_after_reading || half_answer ||
         html_page != 0 || broken_json || big_body != 0 || delay.count() != 0;
}

int Action::answers() const {
  return int(!error.empty()) + int(http_status != 0) + int(hang) + int(reset_before_reading) +
         int(reset_after_reading) + int(half_answer) + int(html_page != 0) + int(broken_json) +
         int(big_body != 0) + int(omit_result);
}

}  // namespace triand::standin
