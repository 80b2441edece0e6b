#include "daemon/server/console/upload_form.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <utility>

#include "daemon/server/multipart_parser.hpp"
#include "daemon/server/secret_token.hpp"

namespace triand::server {
namespace {

constexpr std::size_t kBlock = 256 * 1024;
constexpr std::size_t kMostOfFields = 64 * 1024;  // of all fields together, the file's name as well

class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : number_(::open(path.c_str(), O_RDWR | O_CLOEXEC)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

// Takes the parts of one form; what its file holds moves to the front of the file that the form lies in. That is always
// behind what was read.
class Parts {
 public:
  Parts(int descriptor, const std::string& token, Form& form)
      : descriptor_(descriptor), token_(token), form_(form) {}

  bool begin(const MultipartHead& head) {
    if (!end_part()) return false;
    if (first_ && head.name != "token") return fail(UploadFault::foreign);
    field_ = head.name;
    value_ = head.file_name.value_or("");
    in_file_ = head.file_name.has_value();
    fields_bytes_ += field_.size() + value_.size();
    // One file, and no field that is a file in disguise.
    if (form_.has(field_) || (in_file_ && (first_ || std::exchange(has_file_, true))))
      return fail(UploadFault::malformed);
    open_ = true;
    return true;
  }

  bool take(std::string_view data) {
    if (in_file_) return store(data);
    fields_bytes_ += data.size();
    if (fields_bytes_ > kMostOfFields) return fail(UploadFault::malformed);
    value_ += data;
    return true;
  }

  // The form is at its end.
  bool finish() {
    if (!end_part()) return false;
    if (first_) return fail(UploadFault::foreign);
    return ::ftruncate(descriptor_, stored_) == 0 || fail(UploadFault::unstored);
  }

  [[nodiscard]] UploadFault fault() const { return fault_; }

 private:
  bool end_part() {
    if (!open_) return true;
    if (first_ && !same_secret(value_, token_)) return fail(UploadFault::foreign);
    first_ = false;
    form_.add(std::move(field_), std::move(value_));
    return true;
  }

  bool store(std::string_view data) {
    while (!data.empty()) {
      const ssize_t written = ::pwrite(descriptor_, data.data(), data.size(), stored_);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return fail(UploadFault::unstored);
      data.remove_prefix(static_cast<std::size_t>(written));
      stored_ += written;
    }
    return true;
  }

  bool fail(UploadFault fault) {
    fault_ = fault;
    return false;
  }

  const int descriptor_;
  const std::string& token_;
  Form& form_;
  std::string field_;
  std::string value_;
  bool open_ = false;
  bool first_ = true;
  bool in_file_ = false;
  bool has_file_ = false;
  std::size_t fields_bytes_ = 0;
  off_t stored_ = 0;
  UploadFault fault_ = UploadFault::malformed;
};

}  // namespace

UploadFault read_upload_form(const std::string& path, std::string_view content_type, const std::string& token,
                             Form& form) {
  const auto boundary = multipart_boundary(content_type);
  if (!boundary) return UploadFault::malformed;
  const Descriptor file(path);
  if (file.number() < 0) return UploadFault::unstored;
  Parts parts(file.number(), token, form);
  MultipartParser parser(*boundary, {[&parts](const MultipartHead& head) { return parts.begin(head); },
                                     [&parts](std::string_view data) { return parts.take(data); }});
  const auto block = std::make_unique<std::array<char, kBlock>>();
  off_t at = 0;
  while (true) {
    const ssize_t got = ::pread(file.number(), block->data(), block->size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return UploadFault::unstored;
    if (got == 0) break;
    if (!parser.feed({block->data(), static_cast<std::size_t>(got)})) return parts.fault();
    at += got;
  }
  if (!parser.finish()) return UploadFault::malformed;
  return parts.finish() ? UploadFault::none : parts.fault();
}

}  // namespace triand::server
