#include "templates/parameter_rules.hpp"

#include <catch2/catch.hpp>

namespace triand::templates {
namespace {

TemplateRules rules() {
  TemplateRules out;
  out.id = "330875";
  out.parameters = {{.name = "customer_name", .type = "STRING", .max_length = 30},
                    {.name = "code", .type = "STRING", .min_length = 3, .max_length = 5},
                    {.name = "note", .type = "STRING", .required = false, .max_length = 4},
                    {.name = "unit", .type = "STRING", .accepts_empty = true}};
  return out;
}

TemplateData data(const std::string& name, const std::string& code = "abc") {
  return {{"customer_name", name}, {"code", code}, {"unit", ""}};
}

std::string repeated(std::string_view letter, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += letter;
  return out;
}

TEST_CASE("a parameter's length is counted in code points, not in bytes") {
  CHECK_FALSE(first_fault(rules(), data(repeated("ễ", 30))));
  const ParameterFault fault = first_fault(rules(), data(repeated("ễ", 31)));
  CHECK(fault.parameter == "customer_name");
  CHECK(fault.words == "customer_name has 31 of at most 30 characters");
  CHECK(fault.max_length == 30);
}

TEST_CASE("a parameter that is missing, empty or too short is a fault that no shortening mends") {
  CHECK(first_fault(rules(), {{"code", "abc"}, {"unit", ""}}).words == "customer_name is not given");
  CHECK(first_fault(rules(), data("")).words == "customer_name is empty");
  const ParameterFault fault = first_fault(rules(), data("An", "ab"));
  CHECK(fault.words == "code has 2 of at least 3 characters");
  CHECK(fault.max_length == 0);
}

TEST_CASE("what need not be given may be left out or empty, and one that may be empty must still be given") {
  CHECK_FALSE(first_fault(rules(), data("An")));
  TemplateData with_note = data("An");
  with_note.emplace_back("note", "");
  CHECK_FALSE(first_fault(rules(), with_note));
  with_note.back().second = "12345";
  CHECK(first_fault(rules(), with_note).parameter == "note");
  CHECK(first_fault(rules(), {{"customer_name", "An"}, {"code", "abc"}}).words == "unit is not given");
}

TEST_CASE("a parameter that the template does not know is no fault of these rules") {
  TemplateData more = data("An");
  more.emplace_back("surplus", repeated("x", 1000));
  CHECK_FALSE(first_fault(rules(), more));
  CHECK(rules().parameter("surplus") == nullptr);
  CHECK(rules().parameter("note") != nullptr);
}

}  // namespace
}  // namespace triand::templates
