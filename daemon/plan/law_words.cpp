#include "daemon/plan/law_words.hpp"

#include <stdexcept>

#include "templates/vietnamese.hpp"

namespace triand::plan {
namespace {

std::vector<std::string> words(config::Block& block, std::string_view key) {
  std::vector<std::string> out;
  for (const std::string& word : block.list(key)) {
    std::string plain = templates::to_lower(templates::strip_diacritics(word));
    if (!plain.empty()) out.push_back(std::move(plain));
  }
  if (out.empty()) block.complain(key, "names no word; write a list such as config/law.yaml has");
  return out;
}

}  // namespace

LawWords LawWords::read(config::Block block) {
  LawWords out;
  out.official_domains = words(block, "official_domains");
  out.link_endings = words(block, "link_endings");
  out.promotion = words(block, "promotion");
  out.payment = words(block, "payment");
  out.refusals = words(block, "refusals");
  block.complain_unused();
  return out;
}

const LawWords& LawWords::shipped() {
  static const LawWords words = [] {
    config::Problems problems;
    LawWords out = read(config::Block::parse(kShippedLawText, "law.yaml", problems));
    if (!problems.empty()) throw std::logic_error(problems.front().to_string());
    return out;
  }();
  return words;
}

}  // namespace triand::plan
