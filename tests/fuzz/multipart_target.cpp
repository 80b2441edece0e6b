#include <algorithm>
#include <string>
#include <vector>

#include "daemon/server/multipart_parser.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/targets.hpp"

// The body of a form that a browser, or whoever has its session, sends with a list.
namespace triand::fuzz {
namespace {

constexpr std::string_view kBoundary = "Bound";

struct Form {
  std::vector<std::string> parts;  // "name|file|data"
  bool good = true;
  bool whole = false;

  bool operator==(const Form&) const = default;
};

Form read_in(std::string_view bytes, std::size_t piece) {
  Form out;
  std::size_t handed_out = 0;
  server::MultipartParser parser(
      kBoundary, {[&](const server::MultipartHead& head) {
                    must(!head.name.empty(), "a part has the name of its field");
                    const std::string file = head.file_name.value_or("");
                    must(file.find_first_of(std::string_view("/\\\r\n\0", 5)) == std::string::npos,
                         "a file's name is no path");
                    out.parts.push_back(head.name + "|" + file + "|");
                    return true;
                  },
                  [&](std::string_view data) {
                    must(!out.parts.empty() && !data.empty(), "what is handed out is some of a part");
                    handed_out += data.size();
                    out.parts.back() += data;
                    return true;
                  }});
  for (std::size_t at = 0; at < bytes.size() && out.good; at += piece)
    out.good = parser.feed(bytes.substr(at, piece));
  out.whole = parser.finish();
  must(handed_out <= bytes.size(), "no more comes out than went in");
  must(out.parts.size() <= server::MultipartLimits().parts, "there are no more parts than there may be");
  must(!out.whole || !out.parts.empty(), "a whole form has a part");
  const std::string line = "\r\n--" + std::string(kBoundary);
  for (const std::string& part : out.parts)
    must(part.find(line, part.find('|', part.find('|') + 1)) == std::string::npos,
         "no part holds a boundary");
  return out;
}

}  // namespace

void fuzz_multipart(std::string_view bytes) {
  if (const auto boundary = server::multipart_boundary(bytes)) {
    must(!boundary->empty() && boundary->size() <= 70, "a boundary has 1 to 70 characters");
    must(boundary->find_first_of("\r\n") == std::string::npos, "a boundary is one line");
  }
  (void)server::read_multipart_head(bytes);
  const Form whole = read_in(bytes, std::max<std::size_t>(bytes.size(), 1));
  must(read_in(bytes, 1) == whole && read_in(bytes, 7) == whole, "a form is the same wherever it is cut");
}

}  // namespace triand::fuzz
