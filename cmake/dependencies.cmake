# Third-party libraries: Debian's packages, each as one target used by the layers that may.

find_package(Boost 1.81 REQUIRED)
find_package(date REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(CURL REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc)
find_package(Threads REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(CLI11 REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(mimalloc REQUIRED)
find_package(Protobuf REQUIRED)

# libphonenumber-dev conflicts with libboost1.81-dev, so tools/install unpacks its headers here; the
# shared library comes from the package libphonenumber8.
set(EDG_DEPS ${PROJECT_SOURCE_DIR}/build/deps CACHE PATH
  "Where tools/install unpacked its packages")
find_path(PHONENUMBER_INCLUDE phonenumbers/phonenumberutil.h
  PATHS ${EDG_DEPS}/phonenumber/usr/include NO_DEFAULT_PATH REQUIRED)
find_library(PHONENUMBER_LIBRARY NAMES libphonenumber.so.8 REQUIRED)
add_library(phonenumber INTERFACE)
target_include_directories(phonenumber SYSTEM INTERFACE ${PHONENUMBER_INCLUDE})
target_link_libraries(phonenumber INTERFACE ${PHONENUMBER_LIBRARY} protobuf::libprotobuf)

# libsodium has no package file of CMake's.
find_path(SODIUM_INCLUDE sodium.h REQUIRED)
find_library(SODIUM_LIBRARY sodium REQUIRED)
add_library(sodium INTERFACE)
target_include_directories(sodium SYSTEM INTERFACE ${SODIUM_INCLUDE})
target_link_libraries(sodium INTERFACE ${SODIUM_LIBRARY})

# Nor has Debian's libxlsxwriter.
find_path(XLSXWRITER_INCLUDE xlsxwriter.h REQUIRED)
find_library(XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
add_library(xlsxwriter INTERFACE)
target_include_directories(xlsxwriter SYSTEM INTERFACE ${XLSXWRITER_INCLUDE})
target_link_libraries(xlsxwriter INTERFACE ${XLSXWRITER_LIBRARY})

# Boost is headers only; JSON is compiled once here, without our warnings.
add_library(boost_json STATIC ${PROJECT_SOURCE_DIR}/cmake/boost_json.cpp)
target_link_libraries(boost_json PUBLIC Boost::headers PRIVATE edg_sanitize)
target_compile_options(boost_json PRIVATE -w)
set_target_properties(boost_json PROPERTIES CXX_CLANG_TIDY "")

if(EDG_TESTS)
  find_package(GTest REQUIRED)
endif()
