#include "daemon/ctl/fields_view.hpp"

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {

void print_fields(std::ostream& out, const boost::json::object& document) {
  Table table({{""}, {""}});
  for (const auto& field : document) {
    const std::string_view key(field.key());
    if (key == "schema" || field.value().is_object() || field.value().is_array()) continue;
    const std::string text = readable(field.value());
    if (text.empty()) continue;
    table.add({words_of(key), key == "state" ? words_of(text) : text});
  }
  table.print(out);
}

}  // namespace triand::ctl
