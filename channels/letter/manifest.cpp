#include "channels/letter/manifest.hpp"

#include "templates/text_lines.hpp"

namespace triand::channels::letter {
namespace {

std::string cell(std::string_view value) {
  std::string out;
  if (!value.empty() && std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos)
    out += '\'';
  out += value;
  if (out.find_first_of(",\"\r\n") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

Manifest::Manifest() : text_("reference,sequence,page,name,address,province\n") {}

void Manifest::add(const Letter& letter, std::size_t sequence, std::size_t page) {
  text_ += letter.reference + "," + std::to_string(sequence) + "," + std::to_string(page) + "," +
           cell(letter.name) + "," + cell(templates::joined(templates::lines_of(letter.address), ", ")) +
           "," + cell(letter.printed.province) + "\n";
}

std::vector<std::string> references_in(std::string_view manifest) {
  std::vector<std::string> references;
  // No cell has a line end in it: addresses are joined, names are single lines.
  for (const std::string& line : templates::lines_of(manifest))
    references.push_back(line.substr(0, line.find(',')));
  if (!references.empty()) references.erase(references.begin());
  return references;
}

}  // namespace triand::channels::letter
