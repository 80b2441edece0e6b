#include "config/yaml_reader.hpp"

#include <map>
#include <sstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "config/text_file.hpp"

namespace triand::config {
namespace {

int line_of(const YAML::Mark& mark) { return mark.line + 1; }

// Builds the tree from the parser's events: yaml-cpp's own nodes let a key pass twice.
class Builder : public YAML::EventHandler {
 public:
  Builder(const std::string& name, Problems& problems) : name_(name), problems_(problems) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    YamlValue value;
    value.line = line_of(mark);
    finish(std::move(value));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    problems_.push_back({name_, line_of(mark), "", "an alias (*name) is not allowed here; repeat the value"});
    OnNull(mark, 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& text) override {
    YamlValue value;
    value.kind = YamlValue::Kind::scalar;
    value.line = line_of(mark);
    value.tag = own_tag(tag);
    value.text = text;
    finish(std::move(value));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, YamlValue::Kind::sequence);
  }

  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, YamlValue::Kind::mapping);
  }

  void OnMapEnd() override { close(); }

  YamlValue take() { return std::move(root_); }

 private:
  struct Frame {
    YamlValue value;
    bool has_key = false;
    std::string key;
    int key_line = 0;
    std::map<std::string, int> lines;  // of the keys so far
  };

  // "?" and "!" are yaml-cpp's marks for plain and quoted scalars.
  static std::string own_tag(const std::string& tag) { return tag == "?" || tag == "!" ? "" : tag; }

  void open(const YAML::Mark& mark, const std::string& tag, YamlValue::Kind kind) {
    Frame frame;
    frame.value.kind = kind;
    frame.value.line = line_of(mark);
    frame.value.tag = own_tag(tag);
    frames_.push_back(std::move(frame));
  }

  void close() {
    YamlValue value = std::move(frames_.back().value);
    frames_.pop_back();
    finish(std::move(value));
  }

  void finish(YamlValue value) {
    if (frames_.empty()) {
      root_ = std::move(value);
      return;
    }
    Frame& frame = frames_.back();
    if (frame.value.kind == YamlValue::Kind::sequence) {
      frame.value.items.push_back(std::move(value));
    } else if (!frame.has_key) {
      take_key(frame, value);
    } else {
      frame.has_key = false;
      put(frame, std::move(value));
    }
  }

  void take_key(Frame& frame, const YamlValue& value) {
    if (value.kind != YamlValue::Kind::scalar)
      problems_.push_back({name_, value.line, "", "a key must be a word"});
    frame.has_key = true;
    frame.key = value.text;
    frame.key_line = value.line;
  }

  void put(Frame& frame, YamlValue value) {
    const auto [first, fresh] = frame.lines.try_emplace(frame.key, frame.key_line);
    if (!fresh) {
      problems_.push_back({name_, frame.key_line, dotted(frame.key),
                           "given twice, first on line " + std::to_string(first->second) + "; remove one"});
      return;
    }
    frame.value.entries.push_back({frame.key, frame.key_line, std::move(value)});
  }

  std::string dotted(const std::string& last) const {
    std::string out;
    for (std::size_t i = 0; i + 1 < frames_.size(); ++i) {
      if (frames_[i].value.kind == YamlValue::Kind::mapping)
        out += (out.empty() ? "" : ".") + frames_[i].key;
      else
        out += "[" + std::to_string(frames_[i].value.items.size()) + "]";
    }
    return out.empty() ? last : out + "." + last;
  }

  const std::string& name_;
  Problems& problems_;
  std::vector<Frame> frames_;
  YamlValue root_;
};

}  // namespace

std::optional<YamlValue> read_yaml(std::string_view text, const std::string& name, Problems& problems) {
  if (const int bad = first_line_not_text(text); bad > 0) {
    problems.push_back({name, bad, "", "not text in UTF-8; save the file as UTF-8"});
    return std::nullopt;
  }
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    Builder builder(name, problems);
    parser.HandleNextDocument(builder);
    YamlValue root = builder.take();
    Problems ignored;
    Builder more(name, ignored);
    if (parser.HandleNextDocument(more)) {
      problems.push_back({name, 0, "", "more than one YAML document; remove the line ---"});
      return std::nullopt;
    }
    return root;
  } catch (const YAML::Exception& fault) {
    problems.push_back({name, fault.mark.is_null() ? 0 : line_of(fault.mark), "", "not YAML: " + fault.msg});
    return std::nullopt;
  }
}

}  // namespace triand::config
