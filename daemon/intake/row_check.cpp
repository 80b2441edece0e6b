#include "daemon/intake/row_check.hpp"

#include <algorithm>
#include <utility>

#include "daemon/domain/blank.hpp"
#include "daemon/domain/customer_code.hpp"
#include "daemon/domain/email_address.hpp"
#include "daemon/domain/unit_table.hpp"
#include "daemon/intake/cell_words.hpp"
#include "daemon/intake/clean_text.hpp"
#include "daemon/intake/utf8_check.hpp"

namespace triand::intake {
namespace {

using domain::Reason;

constexpr std::string_view kUpperCase = "upper_case";
constexpr std::string_view kInvisible = "invisible_characters";

void start_over(CheckedRow& out) {
  domain::Customer& customer = out.customer;
  customer.id = 0;
  customer.code.clear();
  customer.full_name.clear();
  customer.phone.clear();
  customer.email.clear();
  customer.address.clear();
  customer.unit.clear();
  customer.province.clear();
  customer.segment.clear();
  customer.language = "vi";
  customer.opt_out = false;
  customer.extra.clear();
  customer.set_aside.clear();
  out.repairs.clear();
  out.notes.clear();
  out.address = {};
  out.rejected = false;
}

void reject(CheckedRow& out, std::optional<std::size_t> column, Reason reason) {
  out.rejected = true;
  out.notes.assign(1, RowNote{column, reason, {}});
}

}  // namespace

RowCheck::RowCheck(const HeaderMap& header, const domain::UnitTable& units, const ImportOptions& options)
    : header_(header), units_(units), options_(options), unit_finder_(units) {
  // A list that has the column itself knows better.
  const auto names = header.extra_names();
  const bool has_it = std::find(names.begin(), names.end(), kTwoLevelAddress) != names.end();
  if (options.communes != nullptr && !has_it && header.index_of(Column::address))
    two_levels_.emplace(*options.communes);
}

void RowCheck::check(const CsvRow& row, CheckedRow& out) {
  start_over(out);
  if (!check_structure(row, out) || !check_code(row, out)) return;
  check_texts(row, out);
  check_phone(row, out);
  check_email(row, out);
  check_unit(row, out);
  check_words(row, out);
  check_extra(row, out);
  if (two_levels_ && !out.customer.address.empty()) check_two_levels(out);
}

bool RowCheck::check_structure(const CsvRow& row, CheckedRow& out) const {
  Reason fault = row.fault;
  if (fault == Reason::none && (!is_utf8(row.raw) || has_lost_characters(row.raw)))
    fault = Reason::bad_encoding;
  for (std::size_t i = header_.targets().size(); fault == Reason::none && i < row.cells.size(); ++i)
    if (!domain::trim(row.cells[i]).empty()) fault = Reason::too_many_cells;
  if (fault == Reason::none) return true;
  reject(out, std::nullopt, fault);
  return false;
}

bool RowCheck::check_code(const CsvRow& row, CheckedRow& out) const {
  domain::CustomerCodeReading reading = domain::read_customer_code(cell(row, Column::customer_code));
  if (reading.fault != Reason::none) {
    reject(out, header_.index_of(Column::customer_code), reading.fault);
    return false;
  }
  out.customer.code = std::move(reading.code);
  if (reading.upper_cased) out.repairs.push_back(kUpperCase);
  if (reading.cleaned) out.repairs.push_back(kInvisible);
  return true;
}

void RowCheck::check_texts(const CsvRow& row, CheckedRow& out) const {
  if (is_text(row, Column::full_name, out)) clean_line(cell(row, Column::full_name), out.customer.full_name);
  if (is_text(row, Column::province, out)) clean_line(cell(row, Column::province), out.customer.province);
  if (is_text(row, Column::address, out)) clean_block(cell(row, Column::address), out.customer.address);
}

bool RowCheck::is_text(const CsvRow& row, Column column, CheckedRow& out) const {
  const std::string_view text = cell(row, column);
  if (!is_spreadsheet_error(text)) return true;
  set_aside(out, column, text, Reason::spreadsheet_error);
  return false;
}

void RowCheck::check_phone(const CsvRow& row, CheckedRow& out) const {
  const std::string_view text = cell(row, Column::phone);
  if (text.empty()) return;
  domain::TelephoneReading reading = domain::read_telephone(text);
  if (reading.fault != Reason::none) {
    set_aside(out, Column::phone, text, reading.fault);
    return;
  }
  out.customer.phone = std::move(reading.e164);
  if (reading.repairs.empty()) return;
  for (const std::string_view word : reading.repairs.words()) out.repairs.push_back(word);
}

void RowCheck::check_email(const CsvRow& row, CheckedRow& out) const {
  const std::string_view text = cell(row, Column::email);
  if (text.empty()) return;
  domain::EmailReading reading = domain::read_email_address(without_formula_guard(text));
  if (reading.fault != Reason::none) {
    set_aside(out, Column::email, text, reading.fault);
    return;
  }
  out.customer.email = std::move(reading.address);
  if (reading.cleaned) out.repairs.push_back(kInvisible);
}

void RowCheck::check_unit(const CsvRow& row, CheckedRow& out) {
  const std::string_view text = cell(row, Column::unit);
  const bool blank = domain::trim(text).empty();
  if (!blank) {
    const UnitFinder::Finding& finding = unit_finder_.of_cell(text);
    if (finding.answer == UnitFinder::Answer::found) {
      out.customer.unit = finding.prefix;
      return;
    }
    std::string suggestion;
    if (finding.answer == UnitFinder::Answer::no_prefix)
      suggestion = options_.suggestions == SuggestionLanguage::english
                       ? "Add the unit's code prefix to units.csv."
                       : "Thêm mã đầu của đơn vị này vào units.csv.";
    set_aside(out, Column::unit, text, Reason::unknown_unit, std::move(suggestion));
  }
  if (options_.default_unit) {
    out.customer.unit = *options_.default_unit;
  } else if (const domain::Unit* unit = units_.of_code(out.customer.code)) {
    out.customer.unit = unit->prefix;
  } else if (blank && !units_.units().empty()) {
    out.notes.push_back({header_.index_of(Column::customer_code), Reason::unknown_unit, {}});
  }
}

void RowCheck::check_words(const CsvRow& row, CheckedRow& out) {
  const std::string_view segment = cell(row, Column::segment);
  if (!segment.empty()) out.customer.segment = segments_.get(segment, read_segment);
  const std::string_view language = cell(row, Column::language);
  if (!language.empty()) {
    const std::optional<std::string>& known = languages_.get(language, read_language);
    if (known)
      out.customer.language = *known;
    else
      set_aside(out, Column::language, language, Reason::unknown_language);
  }
  const std::string_view opt_out = cell(row, Column::opt_out);
  if (!opt_out.empty()) {
    const std::optional<bool> clear = opt_outs_.get(opt_out, read_opt_out);
    out.customer.opt_out = clear.value_or(false);
    if (!clear) set_aside(out, Column::opt_out, opt_out, Reason::unclear_opt_out);
  }
}

void RowCheck::check_extra(const CsvRow& row, CheckedRow& out) const {
  const std::vector<HeaderMap::Target>& targets = header_.targets();
  std::string value;
  for (std::size_t i = 0; i < targets.size() && i < row.cells.size(); ++i) {
    if (targets[i].column != Column::extra) continue;
    clean_block(row.cells[i], value);
    if (!value.empty()) out.customer.extra.emplace_back(targets[i].extra_name, value);
  }
}

void RowCheck::check_two_levels(CheckedRow& out) {
  TwoLevelAddress::Form form = two_levels_->of(out.customer.address, out.customer.province);
  out.address = to_string(form.method);
  if (!form.text.empty()) out.customer.extra.emplace_back(kTwoLevelAddress, std::move(form.text));
}

std::string_view RowCheck::cell(const CsvRow& row, Column column) const {
  const std::optional<std::size_t> index = header_.index_of(column);
  return index && *index < row.cells.size() ? row.cells[*index] : std::string_view();
}

void RowCheck::set_aside(CheckedRow& out, Column column, std::string_view cell, Reason reason,
                         std::string suggestion) const {
  out.customer.set_aside.emplace_back(std::string(to_string(column)), std::string(cell));
  out.notes.push_back({header_.index_of(column), reason, std::move(suggestion)});
}

}  // namespace triand::intake
