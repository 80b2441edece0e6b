#include "daemon/intake/workbook/zip_package.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include "daemon/intake/workbook/damaged.hpp"
#include "daemon/intake/workbook/zip_directory.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kTail = 64 * 1024 + 22;
constexpr std::size_t kPiece = 64 * 1024;

// False: the source is longer than a workbook may be.
bool copy_all(ByteSource& source, std::string_view first_bytes, AnonymousFile& copy, std::uint64_t most) {
  copy.append(first_bytes);
  std::uint64_t size = first_bytes.size();
  std::vector<char> piece(kPiece);
  while (const std::size_t got = source.read(piece)) {
    size += got;
    if (size > most) return false;
    copy.append({piece.data(), got});
  }
  return true;
}

std::uint64_t size_of(int descriptor) {
  struct stat info {};
  if (::fstat(descriptor, &info) != 0)
    throw std::system_error(errno, std::generic_category(), "reading a list");
  return static_cast<std::uint64_t>(info.st_size);
}

std::size_t read_at(int descriptor, std::uint64_t offset, std::span<char> buffer) {
  std::size_t got = 0;
  while (got < buffer.size()) {
    const ssize_t more =
        ::pread(descriptor, buffer.data() + got, buffer.size() - got, static_cast<off_t>(offset + got));
    if (more < 0 && errno == EINTR) continue;
    if (more <= 0) break;
    got += static_cast<std::size_t>(more);
  }
  return got;
}

bool leaves_its_folder(std::string_view name) {
  if (name.starts_with('/') || name.starts_with('\\') || (name.size() > 1 && name[1] == ':')) return true;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of("/\\"), name.size());
    if (name.substr(0, end) == "..") return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

ListProblem has_password() {
  return {"has_password", 0, "the workbook has a password",
          "take the password off in the spreadsheet program, save it, and load that"};
}

}  // namespace

std::size_t ZipPart::read(std::span<char> buffer) {
  if (problem_) return 0;
  const zip_int64_t got = zip_fread(file_.get(), buffer.data(), buffer.size());
  if (got < 0) {
    problem_ = damaged(std::string("a file inside cannot be unpacked: ") + zip_file_strerror(file_.get()));
    return 0;
  }
  unpacked_ += static_cast<std::uint64_t>(got);
  if (unpacked_ > limits_->part)
    problem_ = too_large("a file inside is larger than " + std::to_string(limits_->part >> 20) + " MB");
  else if (unpacked_ > limits_->ratio_from && unpacked_ / limits_->ratio > packed_)
    problem_ = too_large("a file inside is more than " + std::to_string(limits_->ratio) +
                         " times as large as it is packed");
  return problem_ ? 0 : static_cast<std::size_t>(got);
}

std::variant<ZipPackage, ListProblem> ZipPackage::open(ByteSource& source, std::string_view first_bytes,
                                                       const std::filesystem::path& scratch,
                                                       const WorkbookLimits& limits) {
  std::unique_ptr<AnonymousFile> copy;
  int descriptor = source.descriptor();
  if (descriptor < 0) {
    copy = std::make_unique<AnonymousFile>(scratch);
    if (!copy_all(source, first_bytes, *copy, limits.file))
      return too_large("the file has more than " + std::to_string(limits.file >> 20) + " MB");
    descriptor = copy->descriptor();
  }
  const std::uint64_t size = size_of(descriptor);
  if (size > limits.file)
    return too_large("the file has more than " + std::to_string(limits.file >> 20) + " MB");
  std::vector<char> tail(std::min<std::uint64_t>(size, kTail));
  tail.resize(read_at(descriptor, size - tail.size(), tail));
  const auto read = [descriptor](std::uint64_t offset, std::span<char> buffer) {
    return read_at(descriptor, offset, buffer);
  };
  if (auto problem = directory_too_large(tail, read, limits)) return *problem;

  const int own = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (own < 0) throw std::system_error(errno, std::generic_category(), "reading a list");
  int error = 0;
  zip_t* archive = zip_fdopen(own, 0, &error);
  if (archive == nullptr) {
    ::close(own);
    return damaged("it is no whole zip file; it may have been cut off on its way");
  }
  ZipPackage package(std::move(copy), archive, size, limits);
  if (auto problem = package.wrong_entries()) return *problem;
  return package;
}

std::optional<ListProblem> ZipPackage::wrong_entries() const {
  const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
  std::vector<std::string_view> names;
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
    if (name == nullptr) return damaged("a file inside has no name");
    if (leaves_its_folder(name)) return damaged("a file inside has a name that leads out of the workbook");
    names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  if (std::adjacent_find(names.begin(), names.end()) != names.end())
    return damaged("two files inside have the same name");
  return std::nullopt;
}

bool ZipPackage::has(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_ENC_RAW) >= 0;
}

std::variant<ZipPart, ListProblem> ZipPackage::part(const std::string& name) const {
  const zip_int64_t index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_ENC_RAW);
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (index < 0 || zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &stat) != 0)
    return damaged("there is no " + name + " inside");
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
    return has_password();
  if ((stat.valid & ZIP_STAT_COMP_METHOD) == 0 ||
      (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE))
    return damaged(name + " is packed in a way that workbooks do not use");
  if (stat.size > limits_->part)
    return too_large(name + " is larger than " + std::to_string(limits_->part >> 20) + " MB");
  zip_file_t* file = zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0);
  if (file == nullptr) return damaged(name + " cannot be unpacked: " + zip_strerror(archive_.get()));
  return ZipPart(file, stat.size, stat.comp_size, *limits_);
}

std::variant<std::string, ListProblem> ZipPackage::text_of(const std::string& name) const {
  auto opened = part(name);
  if (auto* problem = std::get_if<ListProblem>(&opened)) return std::move(*problem);
  ZipPart& file = std::get<ZipPart>(opened);
  std::string text;
  std::array<char, 16 * 1024> piece{};
  while (const std::size_t got = file.read(piece)) {
    text.append(piece.data(), got);
    if (text.size() > limits_->small_part) return too_large(name + " is too large");
  }
  if (file.problem()) return *file.problem();
  return text;
}

}  // namespace triand::intake
